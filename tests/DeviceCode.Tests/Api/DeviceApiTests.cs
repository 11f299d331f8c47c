using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Api;

/// <summary>DeviceApi must offer nothing the device lacks: what compiles here would then fail in the tree's shade.</summary>
public sealed class DeviceApiTests
{
    /// <summary>Not in the listing, though the listed finalizers override it: the compiler asks for it.</summary>
    private const string NeededByCompiler = "M   System.Void System.Object::Finalize()";

    public static TheoryData<string> Assemblies => [.. Repository.References.Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_type_and_member_is_one_of_the_device(string assembly)
    {
        var listed = ListedApi.Of(assembly);
        Assert.SkipWhen(listed is null, "The listings of the device's assemblies are not beside the project.");
        using var module = ModuleDefinition.ReadModule(Path.Combine(Repository.ReferenceDirectory, assembly + ".dll"));

        var foreign = ApiLines.Of(module).Where(line => !listed.Contains(line) && line != NeededByCompiler).ToList();

        Assert.Empty(foreign);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Only_generic_signatures_are_left_out(string assembly)
    {
        var listed = ListedApi.Of(assembly);
        Assert.SkipWhen(listed is null, "The listings of the device's assemblies are not beside the project.");
        using var module = ModuleDefinition.ReadModule(Path.Combine(Repository.ReferenceDirectory, assembly + ".dll"));
        var present = ApiLines.Of(module).ToHashSet();

        var missing = listed.Where(line => !present.Contains(line) && !line.Contains('`', StringComparison.Ordinal)).ToList();

        Assert.Empty(missing);
    }

    [Fact]
    public void The_assemblies_carry_the_names_and_versions_of_the_device()
    {
        var core = AssemblyName("mscorlib");

        Assert.Equal(new Version(1, 17, 0, 0), core.Version);
        Assert.Empty(core.PublicKeyToken);
        Assert.Equal("nanoFramework.System.Security.Cryptography", AssemblyName("nanoFramework.System.Security.Cryptography").Name);
    }

    [Fact]
    public void The_signatures_refer_to_each_other_and_to_nothing_else()
    {
        var names = Repository.References.Select(path => Path.GetFileNameWithoutExtension(path)!).ToHashSet();
        foreach (var path in Repository.References)
        {
            using var module = ModuleDefinition.ReadModule(path);
            Assert.All(module.AssemblyReferences, reference => Assert.Contains(reference.Name, names));
        }
    }

    private static AssemblyNameDefinition AssemblyName(string assembly)
    {
        using var definition = AssemblyDefinition.ReadAssembly(Path.Combine(Repository.ReferenceDirectory, assembly + ".dll"));
        return definition.Name;
    }
}
