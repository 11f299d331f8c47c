using System.Diagnostics;
using Jena.SensorNode.LoadRun;
using Jena.SensorNode.LoadRun.Brokers;
using Jena.SensorNode.LoadRun.Codec;
using Jena.SensorNode.LoadRun.Forwarding;
using Jena.SensorNode.LoadRun.Gateways;
using Jena.SensorNode.LoadRun.History;
using Jena.SensorNode.LoadRun.Machine;
using Jena.SensorNode.LoadRun.Printing;
using Jena.SensorNode.LoadRun.SideBySide;

// Completions of sockets run where the event is read: the generator shares its processors with what it measures.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
StarterWatch.Begin();

(string Verb, string What, Func<LoadOptions, Scoreboard, Task> Run)[] parts =
[
    ("codec", "verify and decode: time and heap", (_, scores) => Task.Run(() => CodecRun.Run(scores))),
    ("throughput", "durable frames a second, time to the acknowledgement and memory at several numbers of nodes", ThroughputRun.RunAsync),
    ("written", "bytes that reach the disk", WrittenBytesRun.RunAsync),
    ("burst", "all nodes after an outage, followed to a sink; starts", BurstRun.RunAsync),
    ("history", "a gateway long in service: start, memory, pages and questions, size, making room", HistoryRun.RunAsync),
    ("forwarding", "a sink that was away catches up; sink resend beside live readings", ForwardingRun.RunAsync),
    ("mosquitto", "the yardstick: bare Mosquitto under the same load", MosquittoRun.RunAsync),
    ("node-red", "Mosquitto + Node-RED beside the gateway: paced, burst, sink away, kill -9 of each process", SideBySideRun.RunAsync),
];
var verb = args.FirstOrDefault() ?? "all";
var chosen = parts.Where(part => verb == "all" || verb.Split(',').Contains(part.Verb)).ToList();
if (chosen.Count == 0)
{
    Console.Error.WriteLine($"{"all",-12} everything below, in this order; several: codec,burst");
    foreach (var part in parts)
        Console.Error.WriteLine($"{part.Verb,-12} {part.What}");
    Console.Error.WriteLine("options: --quick, --nodes=100,1000, --frames=N, --connections=N, --paced-rates=1000,5000, --paced-seconds=N, --judged-seconds=N, --outage-nodes=N,");
    Console.Error.WriteLine("         --journal-nodes=N, --burst=N, --backlog=N, --rates=1000,5000, --side-burst=N, --sink-down=N, --history-nodes=N, --history-days=N");
    return 1;
}

var options = LoadOptions.Parse(args.Skip(1).ToList());
var scores = new Scoreboard();
var watch = Stopwatch.StartNew();
foreach (var part in chosen)
{
    try
    {
        await part.Run(options, scores);
    }
    catch (Exception exception)
    {
        // A part that cannot run here must not take the figures of the others with it.
        scores.NoteFailure(part.Verb, exception);
    }
}

scores.Print();
Console.WriteLine($"\nTook {watch.Elapsed.TotalMinutes:F1} min.");
return scores.HasFailures ? 2 : 0;
