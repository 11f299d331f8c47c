using System.Text.RegularExpressions;
using Jena.SensorNode.Gateway.Nodes.Csv;

namespace Jena.SensorNode.Gateway.Nodes.Sites;

/// <summary>Reads a row of the tree register (fields of the Baumkataster) or of the city's list of sensor trees.</summary>
internal static partial class TreeRow
{
    /// <summary>The site of a row.</summary>
    /// <exception cref="RowProblemException">The row lacks key or place, or they make no sense.</exception>
    public static SiteRecord Read(CsvRow row)
    {
        var reference = row.Text("gisid") ?? throw new RowProblemException("GISID fehlt / GISID is missing");
        if (!IsReference(reference))
        {
            throw new RowProblemException($"GISID hat keine Form wie 1_42672: „{CsvRow.Shorten(reference)}“ / not a GISID");
        }

        var (latitude, longitude) = Place(row);
        var (botanical, german) = Species(row.Text("ga_lang"));
        var street = row.Text("strasse");
        var number = row.Text("baumnummer");
        var species = german ?? botanical ?? row.Text("gattung") ?? "Baum";
        var name = number is null ? species : $"{species} {number}";
        var planted = row.Whole("pflanzjahr");
        var crown = row.Optional(tree => tree.Number("kr_durchm"));
        var isCrownTold = row.HasColumn("kr_durchm") && row.Doubts.Count == 0;
        var doubts = row.Doubts.Count;
        var goneOn = row.Optional(tree => tree.Date("gefaellt_am")) ?? row.Optional(tree => tree.Date("historisch_am"));
        var isGoneTold = row.HasColumn("gefaellt_am", "historisch_am") && row.Doubts.Count == doubts;
        return new SiteRecord(reference, street is null ? name : $"{name}, {street}", latitude, longitude)
        {
            SpeciesGerman = german,
            SpeciesBotanical = botanical,
            Street = street,
            TreeNumber = number,
            PlantedYear = planted is > 1000 and < 3000 ? planted : null,
            CrownDiameterMeters = crown,
            WateringTour = row.Text("tour"),
            MaintenanceArea = row.Text("pflegebereich"),
            GoneOn = goneOn,
            SensorSiteGid = row.Whole("gid"),
            Told = Told(row)
                | (isCrownTold ? SiteFields.CrownDiameter : SiteFields.None)
                | (isGoneTold ? SiteFields.GoneOn : SiteFields.None),
        };
    }

    /// <summary>Whether a reference is that of a tree: <c>1_42672</c>.</summary>
    public static bool IsReference(string text) => Reference().IsMatch(text);

    /// <summary>Splits <c>Acer campestre, Feldahorn</c> into the botanical and the German name.</summary>
    public static (string? Botanical, string? German) Species(string? text)
    {
        if (text is null)
        {
            return (null, null);
        }

        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var german = comma < 0 ? "" : text[(comma + 1)..].Trim();
        return ((comma < 0 ? text : text[..comma]).Trim(), german.Length == 0 ? null : german);
    }

    // What the columns of the table tell; the two that may be unreadable are judged row by row.
    private static SiteFields Told(CsvRow row) =>
        (row.HasColumn("ga_lang", "gattung") ? SiteFields.Name : SiteFields.None)
        | (row.HasColumn("ga_lang") ? SiteFields.Species : SiteFields.None)
        | (row.HasColumn("strasse") ? SiteFields.Street : SiteFields.None)
        | (row.HasColumn("baumnummer") ? SiteFields.TreeNumber : SiteFields.None)
        | (row.HasColumn("pflanzjahr") ? SiteFields.PlantedYear : SiteFields.None)
        | (row.HasColumn("tour") ? SiteFields.WateringTour : SiteFields.None)
        | (row.HasColumn("pflegebereich") ? SiteFields.MaintenanceArea : SiteFields.None);

    private static (double Latitude, double Longitude) Place(CsvRow row)
    {
        if (row.Number("rechtswert") is { } easting && row.Number("hochwert") is { } northing)
        {
            return GridCoordinates.Convert(easting, northing);
        }

        throw new RowProblemException("Rechtswert oder Hochwert fehlt / easting or northing is missing");
    }

    [GeneratedRegex("^[0-9]{1,4}_[0-9]{1,9}$")]
    private static partial Regex Reference();
}
