using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Jena.SensorNode.Architecture.Tests;

/// <summary>The arrows between the parts of the house, read from the project files.</summary>
public class HouseTests
{
    public static TheoryData<string> Projects() =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj", "node_modules"]).Any())];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_depends_only_on_parts_it_may_see(string project)
    {
        string[] allowed = Part(project) switch
        {
            "shared" => ["shared"],
            "gateway" => ["shared", "gateway"],
            "firmware" => ["shared", "firmware"],
            _ => ["shared", "gateway", "firmware", "tests"],
        };

        foreach (var reference in References(project))
            Assert.True(allowed.Contains(Part(reference)), $"{project} must not reference {reference}");
    }

    [Fact]
    public void The_emulated_machine_knows_neither_the_device_types_nor_the_frames()
    {
        var machine = Projects().Select(row => row.Data).Single(path => path.Contains("Emulator/Machine", StringComparison.Ordinal));

        Assert.DoesNotContain(References(machine), path => path.Contains("DeviceTypes", StringComparison.Ordinal));
        Assert.DoesNotContain(References(machine), path => path.StartsWith("gateway", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Jena.SensorNode.sln")).Replace('\\', '/');

        foreach (var project in Projects().Select(row => row.Data))
            Assert.Contains(project, solution, StringComparison.Ordinal);
    }

    [Fact]
    public void The_device_project_is_in_the_solution_and_not_built_by_it()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Jena.SensorNode.sln"));
        var match = Regex.Match(solution, @"Node\.nfproj"", ""(?<guid>\{[0-9A-F-]+\})""", RegexOptions.IgnoreCase);

        Assert.True(match.Success, "Node.nfproj is not in the solution");
        var configurations = solution.Split('\n').Where(line => line.TrimStart().StartsWith(match.Groups["guid"].Value + ".", StringComparison.OrdinalIgnoreCase)).ToList();
        Assert.NotEmpty(configurations);
        Assert.DoesNotContain(configurations, line => line.Contains("Build.0", StringComparison.Ordinal));
    }

    [Fact]
    public void The_top_level_holds_what_it_should_and_nothing_else()
    {
        string[] expected = ["ARCHITECTURE.md", "Directory.Build.props", "Directory.Packages.props", "Jena.SensorNode.sln", "LICENSE", "README.md", "firmware", "gateway", "global.json", "hardware", "shared", "tests"];

        var found = Directory.EnumerateFileSystemEntries(Repository.Root).Select(Path.GetFileName)
            .Where(name => !name!.StartsWith('.') && name is not ("artifacts" or "TestResults" or "packages"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, found);
    }

    [Fact]
    public void No_source_file_is_longer_than_500_lines_or_holds_an_open_end()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];
        foreach (var file in Repository.SourceFiles())
        {
            var lines = File.ReadAllLines(file);
            Assert.True(lines.Length <= 500, $"{file} has {lines.Length} lines; split it by idea");
            if (file.Contains("DeviceApi", StringComparison.Ordinal) || file.EndsWith("HouseTests.cs", StringComparison.Ordinal))
                continue;
            foreach (var mark in marks)
                Assert.DoesNotContain(lines, line => Regex.IsMatch(line, $@"\b{mark}\b"));
        }
    }

    private static string Part(string path) => path.Split('/', '\\')[0];

    private static IEnumerable<string> References(string project)
    {
        var full = Path.Combine(Repository.Root, project);
        return XDocument.Load(full).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(include => Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(full)!, include))));
    }
}
