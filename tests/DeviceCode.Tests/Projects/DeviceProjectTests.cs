using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Projects;

/// <summary>The projects that build the firmware for the chip must hold what is tested here: no file more, none less, the pinned packages.</summary>
public sealed partial class DeviceProjectTests
{
    private const string Node = "firmware/Node/Node.nfproj";
    private const string UnitTest = "tests/Node.Tests/Device/NFUnitTest.nfproj";

    [Fact]
    public void The_node_lists_every_source_file_of_the_node_and_the_wire_format()
    {
        var expected = DeviceProject.SourcesUnder("firmware/Node").Concat(DeviceProject.SourcesUnder("shared/Frames/Wire"));

        AssertLists(Node, expected);
    }

    [Fact]
    public void The_unit_tests_list_themselves_and_what_runs_without_hardware()
    {
        var needsHardware = XDocument.Load(Path.Combine(Repository.Root, Path.ChangeExtension(UnitTest, "csproj"))).Descendants("NeedsHardware")
            .SelectMany(item => ((string)item.Attribute("Include")!).Split(';')).Select(path => path.TrimStart('.', '/').Replace("**/*.cs", "", StringComparison.Ordinal)).ToList();
        var node = DeviceProject.SourcesUnder("firmware/Node").Where(path => !path.Contains("/Properties/", StringComparison.Ordinal)
            && !needsHardware.Exists(prefix => path.StartsWith(prefix, StringComparison.Ordinal)));
        var expected = DeviceProject.SourcesUnder("tests/Node.Tests/Device").Concat(node).Concat(DeviceProject.SourcesUnder("shared/Frames/Wire"));

        AssertLists(UnitTest, expected);
    }

    [Theory]
    [InlineData(Node)]
    [InlineData(UnitTest)]
    public void Packages_have_the_versions_the_firmware_image_is_pinned_to(string path)
    {
        var facts = Path.Combine(Repository.Root, "..", "shared", "facts", "nanoframework.md");
        Assert.SkipUnless(File.Exists(facts), "The versions of the device's packages are not beside the project.");
        var pinned = VersionRow().Matches(File.ReadAllText(facts)).ToDictionary(row => row.Groups["id"].Value, row => row.Groups["version"].Value);

        Assert.All(new DeviceProject(path).Packages, package => Assert.Equal(pinned[package.Key], package.Value));
    }

    [Theory]
    [InlineData(Node)]
    [InlineData(UnitTest)]
    public void Each_reference_comes_from_a_listed_package_of_its_version(string path)
    {
        var project = new DeviceProject(path);
        var packages = project.Packages.Select(package => $"packages/{package.Key}.{package.Value}/lib").ToHashSet();

        Assert.All(project.References, reference =>
        {
            Assert.Contains(Path.GetDirectoryName(reference.HintPath)!.Replace('\\', '/'), packages);
            Assert.Equal(reference.Name, Path.GetFileNameWithoutExtension(reference.HintPath));
            Assert.Contains($".{string.Join('.', reference.Version.Split('.').Take(3))}/lib", reference.HintPath, StringComparison.Ordinal);
        });
        Assert.Equal(packages.Count, project.References.Select(reference => Path.GetDirectoryName(reference.HintPath)).Distinct().Count());
    }

    [Fact]
    public void The_node_references_what_its_code_uses()
    {
        using var module = ModuleDefinition.ReadModule(Repository.NodeAssembly);
        var references = new DeviceProject(Node).References.Select(reference => reference.Name).ToHashSet();

        Assert.All(module.AssemblyReferences, used => Assert.Contains(used.Name, references));
    }

    [Fact]
    public void The_launcher_on_the_device_finds_the_unit_tests_by_their_assembly_name() =>
        Assert.Equal("NFUnitTest", new DeviceProject(UnitTest).Property("AssemblyName"));

    private static void AssertLists(string project, IEnumerable<string> expected)
    {
        var wanted = expected.ToHashSet();
        var listed = new DeviceProject(project).Sources;
        Assert.True(listed.Count == listed.Distinct().Count(), $"{project} lists a file twice.");
        var missing = wanted.Except(listed).Order(StringComparer.Ordinal).ToList();
        var foreign = listed.Except(wanted).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, $"Add to {project}: {string.Join(", ", missing)}");
        Assert.True(foreign.Count == 0, $"Remove from {project}: {string.Join(", ", foreign)}");
    }

    [GeneratedRegex(@"^\|[^|]*\| *(?<id>nanoFramework\.[A-Za-z0-9.]+) *\| *(?<version>\d+\.\d+\.\d+)\b", RegexOptions.Multiline)]
    private static partial Regex VersionRow();
}
