using System.Text.RegularExpressions;
using Jena.SensorNode.Gateway.Nodes.Csv;

namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>A sensor of another maker as the city's sensor list gives it.</summary>
/// <param name="Line">Line of the list.</param>
/// <param name="SensorSiteGid">The city's number of the sensor site.</param>
/// <param name="DepthsCentimeters">Depths of its channels, in the order of the list.</param>
/// <param name="InstalledOn">Day of installation.</param>
/// <param name="Place">Name of the spot.</param>
/// <param name="Model">Maker and model.</param>
/// <param name="Eui">16 lower-case hex digits; null where the list has none.</param>
/// <param name="Latitude">WGS 84, degrees.</param>
/// <param name="Longitude">WGS 84, degrees.</param>
internal sealed partial record SensorRow(
    int Line,
    int SensorSiteGid,
    IReadOnlyList<int> DepthsCentimeters,
    DateOnly InstalledOn,
    string Place,
    string Model,
    string? Eui,
    double Latitude,
    double Longitude)
{
    private const int DeepestCentimeters = 254;

    /// <summary>Reads a row.</summary>
    /// <exception cref="RowProblemException">Something that is needed is missing or makes no sense.</exception>
    public static SensorRow Read(CsvRow row)
    {
        var gid = row.Whole("sensorstandort_gid") ?? throw new RowProblemException("sensorstandort_gid fehlt / is missing");
        var x = row.Number("x") ?? throw new RowProblemException("x fehlt / x is missing");
        var y = row.Number("y") ?? throw new RowProblemException("y fehlt / y is missing");
        var (latitude, longitude) = GridCoordinates.Convert(x, y);
        string? eui = null;
        if (row.Text("eui") is { } text && !Nodes.Eui.TryNormalize(text, out eui))
        {
            throw new RowProblemException($"EUI hat nicht 16 Hexziffern: „{CsvRow.Shorten(text)}“ / EUI has not 16 hex digits");
        }

        return new SensorRow(
            row.Line,
            gid,
            Depths(row.Text("in_tiefe")),
            row.Date("eingesetzt") ?? throw new RowProblemException("eingesetzt fehlt / date of installation is missing"),
            row.Text("standort") ?? $"Standort {gid}",
            string.Join(' ', new[] { row.Text("hersteller"), row.Text("model") }.Where(part => part is not null)),
            eui,
            latitude,
            longitude);
    }

    /// <summary>Depths of <c>30/60/90 cm</c>.</summary>
    /// <exception cref="RowProblemException">Not a depth.</exception>
    public static IReadOnlyList<int> Depths(string? text)
    {
        if (text is null || !DepthPattern().IsMatch(text))
        {
            throw new RowProblemException($"Tiefe hat keine Form wie 30/60 cm: „{CsvRow.Shorten(text ?? "")}“ / not a depth");
        }

        int[] depths = [.. DigitsPattern().Matches(text).Select(match => int.Parse(match.Value))];
        return depths.All(depth => depth is > 0 and <= DeepestCentimeters)
            ? depths
            : throw new RowProblemException($"Tiefe liegt nicht in 1..{DeepestCentimeters} cm: „{text}“ / depth out of range");
    }

    [GeneratedRegex(@"^[0-9]{1,3}( ?/ ?[0-9]{1,3}){0,7} ?cm$", RegexOptions.IgnoreCase)]
    private static partial Regex DepthPattern();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex DigitsPattern();
}
