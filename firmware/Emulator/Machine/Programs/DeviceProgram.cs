using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Jena.SensorNode.Emulator.Programs;

/// <summary>
/// A program compiled for the device, loaded once and started for each wake of each device. That is right as long as it keeps no state in
/// statics, which <see cref="Load(string, Assembly)"/> checks: on the device every wake begins with fresh ones.
/// </summary>
public sealed class DeviceProgram
{
    private DeviceProgram(Action main, Assembly assembly)
    {
        Main = main;
        Assembly = assembly;
    }

    /// <summary>The program's entry point.</summary>
    public Action Main { get; }

    /// <summary>The loaded assembly.</summary>
    public Assembly Assembly { get; }

    /// <summary>Loads a program from its file.</summary>
    /// <param name="path">The compiled program (.dll).</param>
    /// <param name="deviceTypes">The assembly with the emulator's version of the device's types.</param>
    /// <exception cref="ProgramException">Names every type and member that the emulator does not have, or the static that would leak from wake to wake.</exception>
    public static DeviceProgram Load(string path, Assembly deviceTypes) => Load(File.ReadAllBytes(path), deviceTypes);

    /// <summary>Loads a program from its bytes; see <see cref="Load(string, Assembly)"/>.</summary>
    public static DeviceProgram Load(byte[] image, Assembly deviceTypes)
    {
        var context = new ProgramLoadContext(new ProgramReferences(image), deviceTypes);
        var assembly = context.LoadFromStream(new MemoryStream(image));
        RefuseMissingMembers(assembly, image);
        RefuseMutableStatics(assembly);
        var entry = assembly.EntryPoint ?? throw new ProgramException("The program has no entry point.");
        return new DeviceProgram(entry.CreateDelegate<Action>(), assembly);
    }

    private static void RefuseMissingMembers(Assembly assembly, byte[] image)
    {
        using var file = new PEReader(new MemoryStream(image));
        var missing = new List<string>();
        foreach (var handle in file.GetMetadataReader().MemberReferences)
        {
            try
            {
                assembly.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle));
            }
            catch (Exception e) when (e is MissingMemberException or TypeLoadException or FileNotFoundException)
            {
                missing.Add(e.Message);
            }
        }

        if (missing.Count > 0)
        {
            throw new ProgramException("The emulator lacks what the program uses: " + string.Join("; ", missing.Distinct()));
        }
    }

    private static void RefuseMutableStatics(Assembly assembly)
    {
        const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var mutable = assembly.GetTypes().SelectMany(type => type.GetFields(Statics))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.Name.StartsWith('<'))
            .Select(field => $"{field.DeclaringType}.{field.Name}").ToList();
        if (mutable.Count > 0)
        {
            throw new ProgramException(
                "Statics are lost in deep sleep, so a program must keep nothing in them: " + string.Join(", ", mutable));
        }
    }
}
