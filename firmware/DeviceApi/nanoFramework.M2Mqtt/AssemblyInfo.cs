using System.Reflection;

[assembly: AssemblyVersion("5.1.0.0")]
