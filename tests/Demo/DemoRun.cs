using System.Net;
using System.Net.Sockets;
using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Soil;
using Jena.SensorNode.Emulator.Time;

namespace Jena.SensorNode.Demo;

/// <summary>Starts the city, the gateway and the nodes, plays time, and says what flows.</summary>
internal static class DemoRun
{
    public static async Task<int> RunAsync(DemoOptions options, TextWriter output, CancellationToken cancellation, Action<string, string>? onCityMessage = null, Action<FleetRunner>? onFleet = null)
    {
        var trace = options.TraceFile is { } path ? RecordedTrace.Load(path) : null;
        var start = trace?.Times[0] ?? new DateTimeOffset(DateTime.UtcNow.Year, 4, 1, 0, 0, 0, TimeSpan.Zero).AddYears(-1);
        var end = options.Days is { } days ? start.AddDays(days) : trace?.Times[^1].AddHours(1) ?? DateTimeOffset.MaxValue.AddDays(-1);
        var clock = new VirtualTimeProvider(start);

        await using var city = new DemoCity(FreePort());
        city.MessageReceived += onCityMessage;
        await city.StartAsync();
        await using var gateway = new DemoGateway(options, clock, city.Port);
        await gateway.StartAsync(cancellation);
        var nodes = await gateway.RegisterAsync(options, start, cancellation);
        var fleet = DemoFleet.Create(options, nodes, gateway.BrokerPort, trace, clock);
        onFleet?.Invoke(fleet);

        await output.WriteLineAsync($"""

            Seite / page:             http://127.0.0.1:{gateway.WebPort}/
            Broker der Knoten:        127.0.0.1:{gateway.BrokerPort}
            Broker der Stadt:         127.0.0.1:{city.Port}, Thema / topic jena/sensornode/#
            Knoten / nodes:           {nodes.Count}, Beginn / start {start:yyyy-MM-dd}
            Ende mit Strg-C / end with Ctrl-C

            """);

        var playing = Task.Factory.StartNew(() => fleet.RunUntil(end, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var line = new LiveLine(fleet, city, output);
        while (!playing.IsCompleted)
        {
            await Task.WhenAny(playing, Task.Delay(1000, CancellationToken.None));
            await line.WriteAsync();
        }

        await playing;
        await DrainAsync(city, clock, cancellation);
        await line.WriteAsync();
        await output.WriteLineAsync($"\nLetzte Nachricht an die Stadt / last message to the city:\n{city.LastMessage}");
        return 0;
    }

    /// <summary>Waits until nothing more reaches the city, letting virtual time run so that the gateway's timers fire.</summary>
    private static async Task DrainAsync(DemoCity city, VirtualTimeProvider clock, CancellationToken cancellation)
    {
        var quiet = 0;
        for (var before = city.Messages; quiet < 10 && !cancellation.IsCancellationRequested; before = city.Messages)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(100, CancellationToken.None);
            quiet = city.Messages == before ? quiet + 1 : 0;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
