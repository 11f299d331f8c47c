using System.Reflection;

[assembly: AssemblyVersion("1.17.0.0")]
