using System.CommandLine;
using System.Globalization;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Calibrations;

/// <summary><c>calibration add</c> and <c>calibration list</c>: what a raw value of one probe means in water content.</summary>
internal static class CalibrationCommands
{
    /// <summary>The command with both.</summary>
    public static Command Create(CommandRunner runner) => new("calibration", "Kalibrierung von Sonden / calibration of probes") { Add(runner), List(runner) };

    private static Command Add(CommandRunner runner)
    {
        var node = new Argument<string>("node") { Description = "Knoten / node" };
        var channel = new Argument<int>("channel") { Description = "Kanal ab 0 / channel from 0" };
        var points = new Option<string[]>("--point") { Description = "Rohwert=VWC in %, z. B. 1500=45; mehrmals, ohne = zurück zur Standardkurve / raw=VWC in %, repeatable", AllowMultipleArgumentsPerToken = true };
        var from = new Option<string?>("--from") { Description = "gilt ab Tag JJJJ-MM-TT, ohne = seit dem Einbau der Sonde / valid from day, default since the probe was installed" };
        var coefficient = new Option<double?>("--raw-per-degree") { Description = "Rohwert je °C, für die Temperaturkorrektur / raw units per °C" };
        var reference = new Option<double>("--reference-celsius") { Description = "Temperatur bei der Kalibrierung / temperature during calibration", DefaultValueFactory = _ => 20 };
        var note = new Option<string>("--note") { Description = "Wer, wie, welcher Boden / who, how, which soil", DefaultValueFactory = _ => "" };
        return runner.Bind(new Command("add", "Kalibrierung eintragen; gilt auch rückwirkend / enter a calibration, holds for past readings too") { node, channel, points, from, coefficient, reference, note }, async (parse, context, cancellation) =>
        {
            var probe = Probe(context, parse.GetRequiredValue(node), parse.GetRequiredValue(channel));
            var calibration = new Calibration
            {
                ProbeId = probe.ProbeId,
                ValidFrom = parse.GetValue(from) is { } day ? Day(day) : probe.ValidFrom,
                Points = [.. (parse.GetValue(points) ?? []).Select(Point)],
                Compensation = parse.GetValue(coefficient) is { } raw ? new TemperatureCompensation(raw, parse.GetRequiredValue(reference)) : null,
                Note = parse.GetRequiredValue(note),
            };
            if (CalibrationRules.Problem(calibration) is { } problem)
                throw new RegistryException(problem);
            var added = await context.Get<CalibrationBook>().AddAsync(calibration, cancellation);
            context.Show(CalibrationView.Of(added), console => console.MarkupLineInterpolated($"Fassung {added.Version} gilt ab {added.ValidFrom:yyyy-MM-dd HH:mm} UTC; alle Werte seither werden neu gerechnet."));
            return ExitCodes.Done;
        });
    }

    private static Command List(CommandRunner runner)
    {
        var node = new Argument<string>("node") { Description = "Knoten / node" };
        return runner.Bind(new Command("list", "Kalibrierungen eines Knotens / calibrations of a node") { node }, (parse, context, _) =>
        {
            var device = DeviceSelector.Find(context, parse.GetRequiredValue(node));
            var book = context.Get<CalibrationBook>();
            var all = device.Probes.SelectMany(probe => book.History(probe.ProbeId).Select(calibration => (probe.Channel, View: CalibrationView.Of(calibration)))).ToList();
            context.Show(all.Select(entry => entry.View).ToList(), console =>
            {
                var table = new Table().AddColumns("Kanal", "Fassung", "gilt ab", "Punkte", "Notiz");
                foreach (var (channel, view) in all)
                    table.AddRow($"{channel}", $"{view.Version}", $"{view.ValidFrom:yyyy-MM-dd HH:mm}", Markup.Escape(string.Join(", ", view.Points.Select(point => $"{point.Raw}={point.Value}"))), Markup.Escape(view.Note));
                console.Write(table);
            });
            return Task.FromResult(ExitCodes.Done);
        });
    }

    private static ProbeDescription Probe(CommandContext context, string node, int channel)
    {
        var device = DeviceSelector.Find(context, node);
        return device.Probes.FirstOrDefault(probe => probe.Channel == channel)
            ?? throw new RegistryException($"Knoten {device.Name} hat keinen Kanal {channel}; „node show“ zeigt die Sonden. / No such channel.");
    }

    private static CalibrationPoint Point(string text)
    {
        var parts = text.Split('=');
        return parts.Length == 2 && Number(parts[0]) is { } raw && Number(parts[1]) is { } value
            ? new CalibrationPoint(raw, value)
            : throw new RegistryException($"„{Safe.Text(text)}“ ist kein Punkt: Rohwert=VWC, z. B. 1500=45. / Not a point.");
    }

    private static double? Number(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2200
        ? Quality.LocalTime.StartOf(day)
        : throw new RegistryException($"„{Safe.Text(text)}“ ist kein Tag: JJJJ-MM-TT. / Not a day.");
}
