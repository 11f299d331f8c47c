using System.Reflection;

[assembly: AssemblyVersion("1.4.0.0")]
