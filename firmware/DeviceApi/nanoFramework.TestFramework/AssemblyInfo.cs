using System.Reflection;

[assembly: AssemblyVersion("3.0.0.0")]
