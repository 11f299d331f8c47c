using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Sites;

/// <summary>Finds sites and what stands there.</summary>
internal static class SiteListCommand
{
    private const int RowsShown = 50;

    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var words = new Argument<string[]>("TEXT")
        {
            Description = "Teile von Kennung, Name, Straße oder Baumart, alle müssen vorkommen / parts of reference, name, street or species",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var occupied = new Option<bool>("--with-device") { Description = "nur wo ein Knoten oder Sensor steht / only where a node or sensor stands" };
        var command = new Command("list", "Standorte suchen / find sites") { words, occupied };
        return runner.Bind(command, (parse, context, _) =>
        {
            var devices = context.Get<INodeDirectory>().All().Where(device => device.Site is not null && !device.IsRetired)
                .ToLookup(device => device.Site!.Reference, device => device.Name);
            var sites = context.Get<SiteBook>().Find(string.Join(' ', parse.GetValue(words) ?? []))
                .Where(site => !parse.GetValue(occupied) || devices.Contains(site.Reference))
                .Select(site => new SiteView(site, [.. devices[site.Reference]]))
                .ToList();
            context.Show(sites, console => Draw(console, sites));
            return Task.FromResult(ExitCodes.Done);
        });
    }

    private static void Draw(IAnsiConsole console, List<SiteView> sites)
    {
        if (sites.Count == 0)
        {
            console.WriteLine("Kein Standort passt; „site import“ liest Listen ein. / No site fits.");
            return;
        }

        var table = new Table().RoundedBorder().AddColumns("Kennung", "Name", "Ort", "Knoten, Sensoren");
        foreach (var site in sites.Take(RowsShown))
        {
            table.AddRow(
                Safe.Text(site.Reference),
                Safe.Text(site.Name) + (site.GoneOn is { } day ? $"\ngefällt {day:yyyy-MM-dd}" : ""),
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{site.Latitude:0.00000} {site.Longitude:0.00000}"),
                Safe.Text(string.Join(' ', site.Devices)));
        }

        console.Write(table);
        if (sites.Count > RowsShown)
        {
            console.WriteLine($"… und {sites.Count - RowsShown} weitere; mehr Wörter angeben, oder --json für alle / and more: give more words, or --json for all");
        }
    }

    /// <summary>A site as a script reads it.</summary>
    private sealed record SiteView(
        string Reference,
        string Name,
        double Latitude,
        double Longitude,
        string? SpeciesGerman,
        string? SpeciesBotanical,
        string? Street,
        int? PlantedYear,
        DateOnly? GoneOn,
        int? SensorSiteGid,
        IReadOnlyList<string> Devices)
    {
        public SiteView(SiteRecord site, IReadOnlyList<string> devices)
            : this(
                site.Reference,
                site.Name,
                site.Latitude,
                site.Longitude,
                site.SpeciesGerman,
                site.SpeciesBotanical,
                site.Street,
                site.PlantedYear,
                site.GoneOn,
                site.SensorSiteGid,
                devices)
        {
        }
    }
}
