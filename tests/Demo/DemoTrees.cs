using System.Globalization;
using System.Text;
using Jena.SensorNode.Gateway.Nodes.Csv;

namespace Jena.SensorNode.Demo;

/// <summary>The trees of the demonstration: the city's list where one is given, else invented ones along the Saale.</summary>
internal static class DemoTrees
{
    private static readonly string[] Species = ["Tilia cordata, Winterlinde", "Acer campestre, Feldahorn", "Quercus robur, Stieleiche", "Carpinus betulus, Hainbuche"];

    /// <summary>A list in the columns of the tree register.</summary>
    public static Stream Open(DemoOptions options) =>
        options.TreesFile is { } path ? File.OpenRead(path) : new MemoryStream(Encoding.UTF8.GetBytes(Invented(options.Nodes ?? 12)));

    /// <summary>The trees' references, in the order of the list.</summary>
    public static IReadOnlyList<string> References(DemoOptions options)
    {
        using var file = Open(options);
        return [.. CsvTable.Read(file).Rows.Select(row => row.Text("gisid")).OfType<string>().Distinct()];
    }

    private static string Invented(int count)
    {
        var lines = new StringBuilder("gisid,baumnummer,gattung,ga_lang,strasse,pflanzjahr,rechtswert,hochwert\n");
        for (var i = 1; i <= count; i++)
        {
            // EPSG:25832; a row of trees in the park by the river.
            var easting = (681_200 + (i * 37)).ToString(CultureInfo.InvariantCulture);
            var northing = (5_644_300 + (i * 61)).ToString(CultureInfo.InvariantCulture);
            var species = Species[i % Species.Length];
            lines.Append(CultureInfo.InvariantCulture, $"9_{i},{i},{species.Split(' ')[0]},\"{species}\",Beispielweg,{2012 + (i % 10)},{easting},{northing}\n");
        }

        return lines.ToString();
    }
}
