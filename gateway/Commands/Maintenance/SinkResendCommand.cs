using System.CommandLine;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Nodes;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>Orders a time range to be sent to a sink again; the running service does it.</summary>
internal static class SinkResendCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var sink = new Argument<string>("SENKE") { Description = "Name der Senke (Gateway:Sinks) / name of the sink" };
        var from = InstantOption.Create("--from", "ab, einschließlich / from, inclusive", isRequired: true);
        var to = InstantOption.Create("--to", "bis, ausschließlich / to, exclusive", isRequired: true);
        var device = new Option<string?>("--device") { Description = "nur dieser Knoten / only this node" };
        var command = new Command(
            "resend",
            "Zeitraum noch einmal senden: gleiche Kennung, Zeit und Wert wie zuvor / send a time range again: same id, time and value as before")
        {
            sink, from, to, device,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var name = parse.GetValue(sink)!;
            var known = context.Get<IConfiguration>().GetSection("Gateway:Sinks").GetChildren().Select(entry => entry["Name"]).ToList();
            if (!known.Contains(name))
            {
                throw new RegistryException(
                    $"Senke „{Safe.Text(name)}“ ist nicht eingestellt; eingestellt sind: {string.Join(", ", known)}. / This sink is not configured.");
            }

            var (first, last) = (parse.GetValue(from)!.Value, parse.GetValue(to)!.Value);
            if (first >= last)
            {
                throw new RegistryException("--from muss vor --to liegen. / --from must be before --to.");
            }

            var deviceId = parse.GetValue(device) is { } text ? (int?)DeviceSelector.Find(context, text).DeviceId : null;
            var order = await context.Get<Outbox>().OrderResendAsync(
                name, first.ToUnixTimeMilliseconds(), last.ToUnixTimeMilliseconds(), deviceId, cancellation);
            context.Show(new { Sink = name, Order = order, From = first, To = last }, console =>
                console.WriteLine($"Auftrag {order}: {Safe.Instant(first)} bis {Safe.Instant(last)} geht noch einmal an {name}, sobald der Dienst läuft. / Ordered."));
            return ExitCodes.Done;
        });
    }
}
