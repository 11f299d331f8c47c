using System.Diagnostics;
using Jena.SensorNode.Emulator.Fleet;

namespace Jena.SensorNode.Demo;

/// <summary>One line a second: where virtual time is and what has flowed.</summary>
internal sealed class LiveLine(FleetRunner fleet, DemoCity city, TextWriter output)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset _virtualStart = fleet.Clock.TrueUtcNow;
    private long _wakes;

    public async Task WriteAsync()
    {
        var now = fleet.Clock.TrueUtcNow;
        var real = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        var speed = (now - _virtualStart).TotalSeconds / Math.Max(real, 0.001);
        _wakes = fleet.Nodes.Sum(node => node.Device.LastWake?.Number ?? 0);
        var hung = fleet.Nodes.Count(node => node.Device.IsHung);
        await output.WriteLineAsync(
            $"{now:yyyy-MM-dd HH:mm}  ×{speed:N0}  Weckungen/wakes {_wakes:N0}  Nachrichten/messages {city.Messages:N0}  Messwerte/readings {city.Readings:N0}" +
            (hung > 0 ? $"  hängen/hung {hung}" : ""));
    }
}
