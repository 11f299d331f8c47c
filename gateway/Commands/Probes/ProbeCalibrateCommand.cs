using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Probes;

/// <summary>Enters what a raw value of a probe means in water content, for one probe or from a file for many.</summary>
internal static class ProbeCalibrateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var node = new Argument<string?>("KNOTEN") { Description = "Knotennummer; entfällt mit --file / node id; not with --file", Arity = ArgumentArity.ZeroOrOne };
        var channel = new Option<int?>("--channel") { Description = "Kanal, ab 0 / channel, from 0" };
        var points = new Option<string[]>("--point") { Description = "ROHWERT=VWC in %, z. B. 1500=45; mehrmals; ohne = zurück zur Standardkurve / raw=VWC in %, repeated; none = back to the default curve", AllowMultipleArgumentsPerToken = true };
        var from = new Option<string?>("--from") { Description = "gilt ab Tag JJJJ-MM-TT für die Sonde, die da steckte; sonst seit dem Einbau der jetzigen / valid from day, for the probe of that day; else since the present one was installed" };
        var compensation = new Option<string?>("--compensation") { Description = "Temperaturkorrektur ROHWERT_JE_°C@BEZUG_°C, z. B. 2,5@20 / raw units per °C @ reference °C" };
        var note = new Option<string>("--note") { Description = "wer, wie, welcher Boden / who, how, which soil", DefaultValueFactory = _ => "" };
        var file = new Option<FileInfo?>("--file") { Description = $"CSV für viele Sonden, ein Punkt je Zeile; Spalten {CalibrationFile.Columns} / CSV for many probes, a point a row" };
        var command = new Command(
            "calibrate",
            "Sonde kalibrieren; alle Werte seit dem Tag werden neu gerechnet, die Rohwerte bleiben / calibrate a probe; all values since that day are computed anew, raw values stay")
        {
            node, channel, points, from, compensation, note, file,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            if (parse.GetValue(file) is { } many)
                return await ImportAsync(context, many, parse.GetValue(node), cancellation);
            if (parse.GetValue(node) is not { } name || parse.GetValue(channel) is not { } number)
                throw new RegistryException("Anzugeben sind KNOTEN und --channel, oder --file DATEI. / Give a node and --channel, or --file FILE.");
            var device = DeviceSelector.Find(context, name);
            var (probe, validFrom) = ProbeSelector.Find(context, device, number, parse.GetValue(from) is { } day ? CalibrationText.Day(day) : null);
            var calibration = new Calibration
            {
                ProbeId = probe.ProbeId,
                ValidFrom = validFrom,
                Points = [.. (parse.GetValue(points) ?? []).Select(CalibrationText.Point)],
                Compensation = parse.GetValue(compensation) is { } text ? CalibrationText.Compensation(text) : null,
                Note = parse.GetRequiredValue(note),
            };
            if (CalibrationRules.Problem(calibration) is { } problem)
                throw new RegistryException(problem);
            var added = await context.Get<CalibrationBook>().AddAsync(calibration, cancellation);
            context.Show(CalibrationView.Of(device.Name, probe, added), console => console.MarkupLineInterpolated(
                $"Fassung {added.Version} gilt ab {Safe.Instant(added.ValidFrom)}; alle Werte seither werden neu gerechnet. / Version {added.Version}; values since then are computed anew."));
            return ExitCodes.Done;
        });
    }

    private static async Task<int> ImportAsync(CommandContext context, FileInfo file, string? node, CancellationToken cancellation)
    {
        if (node is not null)
            throw new RegistryException("Mit --file stehen die Knoten in der Datei; KNOTEN weglassen. / With --file the nodes are in the file.");
        using var stream = file.OpenRead();
        var read = CalibrationFile.Read(context, stream);
        var book = context.Get<CalibrationBook>();
        var changed = read.Calibrations.Where(calibration => !book.IsInForce(calibration)).ToList();
        await book.AddAsync(changed, cancellation);
        var report = new ImportReport("Kalibrierungen / calibrations", changed.Count, 0, read.Calibrations.Count - changed.Count, read.Problems, []) { LeftOut = read.LeftOut };
        context.Show(report, console => ImportReportView.Draw(console, file.Name, report));
        return report.Problems.Count == 0 ? ExitCodes.Done : ExitCodes.DoneWithProblems;
    }
}
