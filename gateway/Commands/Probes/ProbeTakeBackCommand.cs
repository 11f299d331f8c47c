using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.SoilWater;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Probes;

/// <summary>Takes a calibration back that was entered by mistake; it stays in the history.</summary>
internal static class ProbeTakeBackCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var node = new Argument<string>("KNOTEN") { Description = "Knotennummer / node id" };
        var channel = new Option<int>("--channel") { Description = "Kanal, ab 0 / channel, from 0", Required = true };
        var version = new Option<int>("--version") { Description = "Fassung, siehe „probe calibrations“ / version, see \"probe calibrations\"", Required = true };
        var probe = new Option<int?>("--probe") { Description = "Nummer der Sonde, wenn es nicht die jetzige ist / number of the probe, if it is not the present one" };
        var note = new Option<string>("--note") { Description = "wer und warum / who and why", Required = true };
        var command = new Command(
            "take-back",
            "eine Kalibrierung zurücknehmen; es gilt wieder die vorige, alle Werte werden neu gerechnet / take a calibration back; the one before it holds again, all values are computed anew")
        {
            node, channel, version, probe, note,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var device = DeviceSelector.Find(context, parse.GetRequiredValue(node));
            var number = parse.GetRequiredValue(channel);
            var on = ProbeSelector.All(context, device).Where(candidate => candidate.Channel == number).ToList();
            var chosen = on.LastOrDefault(candidate => parse.GetValue(probe) is not { } wanted || candidate.ProbeId == wanted)
                ?? throw new RegistryException(
                    $"Auf Kanal {number} von {device.Name} war diese Sonde nie; „probe calibrations“ zeigt sie. / That probe was never on channel {number}.");
            try
            {
                var taken = await context.Get<CalibrationBook>().TakeBackAsync(chosen.ProbeId, parse.GetRequiredValue(version), parse.GetRequiredValue(note), cancellation);
                context.Show(CalibrationView.Of(device.Name, chosen, taken), console => console.MarkupLineInterpolated(
                    $"Fassung {taken.Version} gilt nicht mehr; alle Werte werden neu gerechnet. / Version {taken.Version} holds no longer; values are computed anew."));
            }
            catch (ArgumentException problem)
            {
                throw new RegistryException(problem.Message.Split(" (Parameter", 2)[0]);
            }

            return ExitCodes.Done;
        });
    }
}
