using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Jena.SensorNode.Emulator.Programs;

/// <summary>What a compiled program wants from outside, by assembly.</summary>
internal sealed class ProgramReferences
{
    private readonly Dictionary<string, (AssemblyName Name, HashSet<string> Types)> assemblies = [];

    public ProgramReferences(byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.AssemblyReferences)
        {
            var reference = metadata.GetAssemblyReference(handle);
            var name = metadata.GetString(reference.Name);
            assemblies[name] = (new AssemblyName(name) { Version = reference.Version }, []);
        }

        foreach (var handle in metadata.TypeReferences)
        {
            var type = metadata.GetTypeReference(handle);
            if (type.ResolutionScope.Kind == HandleKind.AssemblyReference)
            {
                var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
                var full = metadata.GetString(type.Namespace) + "." + metadata.GetString(type.Name);
                assemblies[metadata.GetString(assembly.Name)].Types.Add(full.TrimStart('.'));
            }
        }
    }

    public (AssemblyName Name, IReadOnlyCollection<string> Types)? Find(string assembly) =>
        assemblies.TryGetValue(assembly, out var found) ? (found.Name, found.Types) : null;
}
