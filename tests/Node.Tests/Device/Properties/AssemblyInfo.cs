using System.Reflection;

[assembly: AssemblyTitle("NFUnitTest")]
[assembly: AssemblyCompany("Jena.SensorNode contributors")]
[assembly: AssemblyProduct("Jena.SensorNode")]
[assembly: AssemblyVersion("0.1.0.0")]
