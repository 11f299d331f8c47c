using System.Reflection;

[assembly: AssemblyVersion("1.3.0.0")]
