using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Checking;

/// <summary>Finds assemblies among the device's signatures and nowhere else: not in .NET.</summary>
internal sealed class ReferenceResolver(string directory) : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition> _loaded = [];

    public AssemblyDefinition Resolve(AssemblyNameReference name) => Resolve(name, new ReaderParameters());

    public AssemblyDefinition Resolve(AssemblyNameReference name, ReaderParameters parameters)
    {
        if (_loaded.TryGetValue(name.Name, out var known))
        {
            return known;
        }

        var path = Path.Combine(directory, name.Name + ".dll");
        if (!File.Exists(path))
        {
            throw new AssemblyResolutionException(name);
        }

        return _loaded[name.Name] = AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this });
    }

    public void Dispose()
    {
        foreach (var assembly in _loaded.Values)
        {
            assembly.Dispose();
        }
    }
}
