using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Jena.SensorNode.Emulator.Programs;

/// <summary>
/// Builds, in memory, an assembly that holds nothing but forwards: each type that a program looks for under one of the device's assembly names
/// is found in the emulator's types or in .NET.
/// </summary>
internal static class FacadeBuilder
{
    private const TypeAttributes Forwarder = (TypeAttributes)0x00200000;

    public static MemoryStream Build(AssemblyName name, IEnumerable<Type> forwarded)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(0, metadata.GetOrAddString(name.Name + ".dll"), metadata.GetOrAddGuid(Guid.NewGuid()), default, default);
        metadata.AddAssembly(
            metadata.GetOrAddString(name.Name!), name.Version ?? new Version(1, 0), default, default, 0, System.Reflection.AssemblyHashAlgorithm.Sha1);
        metadata.AddTypeDefinition(
            default, default, metadata.GetOrAddString("<Module>"), default,
            MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var references = new Dictionary<string, AssemblyReferenceHandle>();
        foreach (var type in forwarded)
        {
            var target = type.Assembly.GetName();
            if (!references.TryGetValue(target.Name!, out var reference))
            {
                references[target.Name!] = reference = metadata.AddAssemblyReference(
                    metadata.GetOrAddString(target.Name!), target.Version!, default, default, default, default);
            }

            var exported = metadata.AddExportedType(
                TypeAttributes.Public | Forwarder, metadata.GetOrAddString(type.Namespace ?? ""), metadata.GetOrAddString(type.Name), reference, 0);
            ForwardNested(metadata, type, exported);
        }

        var image = new BlobBuilder();
        new ManagedPEBuilder(
            new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        var stream = new MemoryStream();
        image.WriteContentTo(stream);
        stream.Position = 0;
        return stream;
    }

    private static void ForwardNested(MetadataBuilder metadata, Type type, ExportedTypeHandle parent)
    {
        foreach (var nested in type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic))
        {
            var exported = metadata.AddExportedType(TypeAttributes.NestedPublic, default, metadata.GetOrAddString(nested.Name), parent, 0);
            ForwardNested(metadata, nested, exported);
        }
    }
}
