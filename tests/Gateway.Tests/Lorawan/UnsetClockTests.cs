using System.Buffers.Binary;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Jena.SensorNode.Gateway.Timing;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>A whole gateway whose clock nobody has set yet, and a server that states no times.</summary>
public sealed class UnsetClockTests : IAsyncLifetime
{
    private readonly ShiftedTime _time = new() { Offset = TimeSpan.FromDays(-9000) };
    private readonly TestSynchronisation _synchronisation = new(Synchronisation.NotYet);
    private UplinkHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await UplinkHost.StartAsync(null, builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton<IClockSynchronisation>(_synchronisation);
    }, "--Gateway:Timing:Clock=Synchronised");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task What_was_kept_raw_meanwhile_is_read_later_with_its_right_time()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Assert.Equal("KeptRaw", await _host.TakeAsync(Uplinks.ChirpStack(time: "", profileId: "")));
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        SetClock();

        await _host.Gateway.Get<ForeignRegistration>().EnsureAsync("a84041ffff000001", "Dragino LSE01", TestContext.Current.CancellationToken);
        await ReadKeptAsync();

        var sample = Assert.Single(_host.Samples());
        Assert.False(sample.TimeIsProvisional);
        Assert.InRange(sample.TimeUnixMilliseconds, before - 1000, after + 1000);
        Assert.Equal("Duplicate", await _host.TakeAsync(Uplinks.ChirpStack(time: "", profileId: "")));
        Assert.Single(_host.Samples());
    }

    [Fact]
    public async Task Records_that_a_device_kept_are_not_taken_for_ahead_of_a_clock_that_is_behind()
    {
        var taken = DateTimeOffset.UtcNow.AddHours(-2);
        byte[] data = [0x03, 0x67, 0xD7, 0x00, 0x20, 0xCE, 0, 0, 0, 0, 0xF0, 0x00, 0xD7, 0x00, 0x29, 0x09];
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(6), (uint)taken.ToUnixTimeSeconds());

        Assert.Equal("KeptRaw", await _host.TakeAsync(Uplinks.ChirpStack(time: "", profileId: "", profileName: "EM500-SMTC", port: 85, data: Convert.ToBase64String(data))));
        SetClock();
        await ReadKeptAsync();

        Assert.Equal(2, _host.Samples().Count);
        Assert.All(_host.Samples(), sample => Assert.False(sample.TimeIsProvisional));
        Assert.Equal(taken.ToUnixTimeSeconds(), _host.Samples()[0].TimeUnixMilliseconds / 1000);
    }

    private Task<int> ReadKeptAsync() => _host.Gateway.Get<UplinkIngest>().ReadKeptAsync(_host.Gateway.Get<Database>(), TestContext.Current.CancellationToken);

    private void SetClock()
    {
        _time.Offset = TimeSpan.Zero;
        _synchronisation.State = Synchronisation.Synchronised;
        _host.Gateway.Get<GatewayClock>().Check();
        Assert.True(_host.Gateway.Get<GatewayClock>().Now().IsTrusted);
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
