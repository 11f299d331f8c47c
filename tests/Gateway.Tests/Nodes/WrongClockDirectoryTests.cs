using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>How devices stand, as a process sees it whose clock is behind what was entered.</summary>
public sealed class WrongClockDirectoryTests : IAsyncDisposable
{
    private readonly TestRegistry _registry = new();

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData("1970-01-01")]
    [InlineData("2026-03-01")] // four weeks behind
    public async Task A_clock_before_the_registration_takes_neither_site_nor_probes(string clock)
    {
        await _registry.ImportAsync(SiteImportTests.TwoTrees);
        var node = await _registry.AddNodeAsync(site: "1_42672");
        await _registry.Registry.MoveAsync(node.NodeId, "1_42677", _registry.Time.GetUtcNow().AddHours(1), TestRegistry.Cancellation);

        await using var behind = new TestRegistry(_registry.Folder, new FakeTimeProvider(DateTimeOffset.Parse(clock + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture)));

        var device = Assert.Single(behind.Directory.All());
        Assert.Equal("1_42677", device.Site?.Reference);
        Assert.Equal(2, device.Probes.Count);
        Assert.Equivalent(device, behind.Directory.Describe(node.DeviceId));
    }
}
