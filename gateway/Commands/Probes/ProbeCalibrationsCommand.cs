using System.CommandLine;
using Jena.SensorNode.Gateway.SoilWater;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Probes;

/// <summary>Lists every calibration of a node's probes, those of replaced probes too.</summary>
internal static class ProbeCalibrationsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var node = new Argument<string>("KNOTEN") { Description = "Knotennummer / node id" };
        var channel = new Option<int?>("--channel") { Description = "nur dieser Kanal / only this channel" };
        var command = new Command("calibrations", "Kalibrierungen der Sonden eines Knotens, auch der ersetzten / calibrations of a node's probes, replaced ones too") { node, channel };
        return runner.Bind(command, (parse, context, _) =>
        {
            var device = DeviceSelector.Find(context, parse.GetRequiredValue(node));
            var wanted = parse.GetValue(channel);
            var book = context.Get<CalibrationBook>();
            var all = ProbeSelector.All(context, device)
                .Where(probe => wanted is null || probe.Channel == wanted)
                .SelectMany(probe => book.History(probe.ProbeId).Select(calibration => CalibrationView.Of(device.Name, probe, calibration)))
                .ToList();
            context.Show(all, console => Draw(console, all));
            return Task.FromResult(ExitCodes.Done);
        });
    }

    private static void Draw(IAnsiConsole console, List<CalibrationView> all)
    {
        if (all.Count == 0)
        {
            console.WriteLine("Noch keine; es gilt die Standardkurve der Sondenart. / None yet; the default curve of the kind of probe holds.");
            return;
        }

        var table = new Table().RoundedBorder().AddColumns("Kanal", "Tiefe", "Sonde", "Fassung", "gilt ab", "eingetragen", "Punkte (roh=%)", "Temperatur", "Notiz");
        foreach (var view in all)
        {
            table.AddRow(
                $"{view.Channel}",
                $"{view.DepthCentimeters} cm",
                view.Serial.Length > 0 ? $"{view.ProbeId} ({Safe.Text(view.Serial)})" : $"{view.ProbeId}",
                $"{view.Version}",
                view.TakenBackAt is { } taken ? $"zurückgenommen {Safe.Instant(taken)}" : Safe.Instant(view.ValidFrom),
                Safe.Instant(view.EnteredAt),
                Safe.Text(view.PointsText),
                view.RawPerDegree is { } raw ? $"{raw}/°C bei {view.ReferenceCelsius} °C" : "–",
                Safe.Text(view.TakenBackNote.Length > 0 ? $"{view.Note}; zurückgenommen: {view.TakenBackNote}" : view.Note));
        }

        console.Write(table);
    }
}
