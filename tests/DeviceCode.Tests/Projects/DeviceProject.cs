using System.Xml.Linq;

namespace Jena.SensorNode.DeviceCode.Tests.Projects;

/// <summary>A project file of the device's own build system, read as XML: its build tools are not at hand everywhere.</summary>
internal sealed class DeviceProject
{
    private static readonly XNamespace msbuild = "http://schemas.microsoft.com/developer/msbuild/2003";
    private readonly XDocument _document;
    private readonly string _folder;

    public DeviceProject(string path)
    {
        _document = XDocument.Load(Path.Combine(Repository.Root, path));
        _folder = Path.GetDirectoryName(Path.Combine(Repository.Root, path))!;
    }

    /// <summary>The compiled files, from the project's root, with forward slashes.</summary>
    public IReadOnlyList<string> Sources => [.. Items("Compile").Select(item => FromRoot((string)item.Attribute("Include")!))];

    /// <summary>The referenced assemblies with their version and the package file they come from.</summary>
    public IReadOnlyList<(string Name, string Version, string HintPath)> References =>
        [.. Items("Reference").Select(item => (
            Part((string)item.Attribute("Include")!, 0),
            Part((string)item.Attribute("Include")!, 1)["Version=".Length..],
            FromRoot(item.Element(msbuild + "HintPath")!.Value)))];

    /// <summary>Package versions of packages.config, by id.</summary>
    public IReadOnlyDictionary<string, string> Packages => XDocument.Load(Path.Combine(_folder, "packages.config")).Root!.Elements("package")
        .ToDictionary(package => (string)package.Attribute("id")!, package => (string)package.Attribute("version")!);

    public string Property(string name) => _document.Descendants(msbuild + name).First().Value;

    /// <summary>The source files under a folder that is given from the project's root, build output left out.</summary>
    public static IEnumerable<string> SourcesUnder(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal));

    private static string Part(string reference, int index) => reference.Split(',')[index].Trim();

    private string FromRoot(string path) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(_folder, path.Replace('\\', '/')))).Replace('\\', '/');

    private IEnumerable<XElement> Items(string name) => _document.Descendants(msbuild + name);
}
