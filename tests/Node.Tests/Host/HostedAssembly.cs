using System.Reflection;
using System.Runtime.Loader;
using Mono.Cecil;

namespace Jena.SensorNode.Node.Tests.Host;

/// <summary>
/// Loads an assembly compiled for the device: every reference to a type of the device's assemblies is pointed to the type of
/// the same name in this project, or else in .NET. The code itself stays as the device gets it.
/// </summary>
internal static class HostedAssembly
{
    private static readonly Assembly[] hosts =
    [
        typeof(HostedAssembly).Assembly,
        typeof(object).Assembly,
        typeof(System.Collections.Stack).Assembly,
        typeof(System.Security.Cryptography.HMACSHA256).Assembly,
    ];

    public static Assembly Load(string path)
    {
        using var module = ModuleDefinition.ReadModule(path);
        var references = hosts.ToDictionary(host => host, host => AssemblyNameReference.Parse(host.FullName));
        foreach (var type in module.GetTypeReferences().Where(type => type.DeclaringType is null && type.Scope is AssemblyNameReference).ToList())
        {
            var host = hosts.FirstOrDefault(host => host.GetType(type.FullName) is not null)
                ?? throw new InvalidOperationException($"The tests on .NET have no {type.FullName}; add it to the folder Host.");
            type.Scope = references[host];
        }

        module.AssemblyReferences.Clear();
        foreach (var reference in references.Values)
        {
            module.AssemblyReferences.Add(reference);
        }

        using var image = new MemoryStream();
        module.Write(image);
        image.Position = 0;
        return new HostContext().LoadFromStream(image);
    }

    /// <summary>Finds what is loaded already, this project among it.</summary>
    private sealed class HostContext() : AssemblyLoadContext("device tests")
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            hosts.FirstOrDefault(host => host.GetName().Name == assemblyName.Name);
    }
}
