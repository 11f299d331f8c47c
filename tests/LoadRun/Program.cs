using Jena.SensorNode.LoadRun;
using Jena.SensorNode.LoadRun.Brokers;
using Jena.SensorNode.LoadRun.Gateways;
using Jena.SensorNode.LoadRun.SideBySide;

// Completions of sockets run where the event is read: the generator shares its processors with what it measures.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");

var verbs = new Dictionary<string, Func<LoadOptions, Task>>
{
    ["gateway"] = GatewayRun.RunAsync,
    ["mosquitto"] = MosquittoRun.RunAsync,
    ["node-red"] = SideBySideRun.RunAsync,
};
var verb = args.FirstOrDefault() ?? "all";
if (verb != "all" && !verbs.ContainsKey(verb))
{
    Console.Error.WriteLine("all          everything below, in this order");
    Console.Error.WriteLine("gateway      throughput, latency, memory, bytes written, bursts and starts of the gateway");
    Console.Error.WriteLine("mosquitto    the yardstick: bare Mosquitto under the same load");
    Console.Error.WriteLine("node-red     Mosquitto + Node-RED beside the gateway: paced, burst, sink away, kill -9 of each process");
    Console.Error.WriteLine("options: --quick, --nodes=100,1000, --frames=N, --connections=N, --paced-seconds=N, --outage-nodes=N, --journal-nodes=N, --burst=N, --rates=500,1000, --sink-down=N");
    return 1;
}

var options = LoadOptions.Parse(args.Skip(1).ToList());
foreach (var (name, run) in verbs)
{
    if (verb == "all" || verb == name)
        await run(options);
}

return 0;
