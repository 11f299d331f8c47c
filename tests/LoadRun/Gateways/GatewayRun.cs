namespace Jena.SensorNode.LoadRun.Gateways;

/// <summary>All figures of the gateway.</summary>
internal static class GatewayRun
{
    public static async Task RunAsync(LoadOptions options)
    {
        await ThroughputRun.RunAsync(options);
        await WrittenBytesRun.RunAsync(options);
        await BurstRun.RunAsync(options);
    }
}
