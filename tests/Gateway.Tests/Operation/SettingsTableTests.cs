using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>The README's table of settings against the classes that they are read into: who follows the table must find what it says.</summary>
public partial class SettingsTableTests
{
    [Fact]
    public async Task The_table_has_every_setting_with_its_default_and_no_other()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var read = gateway.Services.GetServices<SettingsSection>().SelectMany(section => Settings(section.Path["Gateway".Length..].TrimStart(':'), Activator.CreateInstance(section.Type)!, section.Type));

        Assert.Equal(read.Select(setting => $"{setting.Name} = {setting.Default}").Order(StringComparer.Ordinal), Table().Select(setting => $"{setting.Name} = {setting.Default}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, string Default)> Settings(string path, object? made, Type type) => type.GetProperties().Where(property => property.CanWrite).SelectMany(property =>
    {
        var name = path.Length > 0 ? $"{path}:{property.Name}" : property.Name;
        return !property.PropertyType.IsGenericType ? [(name, Text(property.GetValue(made)))]
            : property.PropertyType.GetGenericArguments()[0] is var item && item == typeof(string) ? [(name + ":N", "–")]
            : Settings(name + ":N", Activator.CreateInstance(item), item);
    });

    private static string Text(object? value) => value switch
    {
        true => "on",
        false => "off",
        "" => "–",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    // The first name of a row has its section; those after it are of the same one.
    private static IEnumerable<(string Name, string Default)> Table()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Jena.SensorNode.sln")))
            folder = folder.Parent;
        var text = File.ReadAllText(Path.Combine(folder.FullName, "gateway", "README.md"));
        var table = text[text.IndexOf("| setting (below", StringComparison.Ordinal)..text.IndexOf("Example of a sink", StringComparison.Ordinal)];
        foreach (var cells in table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|')))
        {
            var names = Name().Matches(cells[1]).Select(match => match.Groups["name"].Value).ToList();
            var section = names[0].LastIndexOf(':') is var end and >= 0 ? names[0][..(end + 1)] : "";
            var defaults = cells[2].Split(',', StringSplitOptions.TrimEntries);
            Assert.Equal(names.Count, defaults.Length);
            foreach (var (index, name) in names.Index())
                yield return (index == 0 ? name : section + name, defaults[index]);
        }
    }

    [GeneratedRegex("`(?<name>[A-Za-z:]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
