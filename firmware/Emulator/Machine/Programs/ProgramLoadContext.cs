using System.Reflection;
using System.Runtime.Loader;

namespace Jena.SensorNode.Emulator.Programs;

/// <summary>Loads a device program: its references to the device's assemblies end in facades (<see cref="FacadeBuilder"/>).</summary>
internal sealed class ProgramLoadContext(ProgramReferences references, Assembly deviceTypes) : AssemblyLoadContext("device program")
{
    /// <summary>Where .NET keeps the types that a device program may use unchanged.</summary>
    private static readonly Assembly[] runtime =
    [
        typeof(object).Assembly,
        typeof(System.Collections.Stack).Assembly,
        typeof(System.Security.Cryptography.HashAlgorithm).Assembly,
    ];

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == typeof(ProgramLoadContext).Assembly.GetName().Name || references.Find(assemblyName.Name!) is not { } wanted)
        {
            return null;
        }

        var forwarded = new List<Type>();
        foreach (var name in wanted.Types)
        {
            forwarded.Add(Find(name)
                ?? throw new ProgramException($"The program uses {name} of {assemblyName.Name}, which the emulator does not have."));
        }

        return LoadFromStream(FacadeBuilder.Build(wanted.Name, forwarded));
    }

    private Type? Find(string name) =>
        deviceTypes.GetType(name) ?? runtime.Select(assembly => assembly.GetType(name)).FirstOrDefault(type => type is not null);
}
