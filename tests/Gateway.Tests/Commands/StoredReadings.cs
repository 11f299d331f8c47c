using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>Samples put into the store of a gateway that does not run, for commands that read them.</summary>
internal static class StoredReadings
{
    /// <summary>Stores samples of a node with one moisture probe and one thermometer, a quarter of an hour apart.</summary>
    public static Task AddAsync(Cli cli, uint nodeId, DateTimeOffset first, params (int Moisture, int Temperature, ChannelFault Fault)[] samples) =>
        AddAsync(cli, nodeId, boot: 3, first, samples);

    /// <summary>The same, of another boot.</summary>
    public static async Task AddAsync(Cli cli, uint nodeId, uint boot, DateTimeOffset first, params (int Moisture, int Temperature, ChannelFault Fault)[] samples)
    {
        await using var gateway = cli.Gateway();
        await AddAsync(gateway.Services, nodeId, new SampleIdentity(0, boot, 0, 100), first, samples);
    }

    /// <summary>Stores samples of a node through the services of a gateway, from a boot and counter on.</summary>
    public static async Task AddAsync(
        IServiceProvider services, uint nodeId, SampleIdentity start, DateTimeOffset first, (int Moisture, int Temperature, ChannelFault Fault)[] samples)
    {
        var deviceId = services.GetRequiredService<INodeDirectory>().Find(nodeId)!.DeviceId;
        var times = Enumerable.Range(0, samples.Length).Select(index => first.AddMinutes(15 * index).ToUnixTimeMilliseconds()).ToArray();
        await services.GetRequiredService<IReadingStore>().AppendAsync(
            new SampleBatch
            {
                Stream = new StreamKey(deviceId, start.Boot, start.Incarnation),
                FirstCounter = start.Counter,
                LayoutId = 0,
                BatteryMillivolts = 3600,
                ReceivedUnixMilliseconds = times[^1],
                ProvisionalPeriod = 0,
                AgeSeconds = 1,
                DelayBoundMilliseconds = 10_000,
                NodeSeconds = [.. Enumerable.Range(0, samples.Length).Select(index => (uint)(900 * index))],
                TimesUnixMilliseconds = times,
                UncertaintiesMilliseconds = [.. samples.Select(_ => 2500)],
                ChannelCount = 2,
                Values = [.. samples.SelectMany(sample => new[] { sample.Moisture, sample.Temperature })],
                Faults = [.. samples.SelectMany(sample => new byte[] { (byte)sample.Fault, 0 })],
            },
            TestContext.Current.CancellationToken);
    }
}
