using System.Buffers.Binary;
using System.Globalization;
using CsCheck;
using Jena.SensorNode.Gateway.Lorawan.Devices;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Records that a Milesight probe kept while it had no network: each with its own time, each once.</summary>
public sealed class KeptRecordsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private UplinkHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await UplinkHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Records_are_readings_of_their_own_time_beside_the_present_one()
    {
        var records = new[] { 0, 10, 20 }.Select(minutes => Record(minutes, 240, -25, 2345 + minutes));

        Assert.Equal("Stored", await SendAsync(1, 60, [0x03, 0x67, 0xE7, 0xFF, .. records.SelectMany(bytes => bytes)]));

        var samples = _host.Samples();
        Assert.Equal(new[] { 0, 10, 20, 60 }.Select(At), samples.Select(sample => sample.TimeUnixMilliseconds));
        Assert.Equal([2345, 2355, 2365, 0], samples.Select(sample => sample.Values[0]));
        Assert.All(samples, sample => Assert.Equal(-25, sample.Values[1]));
        Assert.DoesNotContain("Fehlt", await _host.Gateway.PageAsync("knoten/a84041ffff000001"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_sent_again_in_another_uplink_are_known()
    {
        await SendAsync(1, 60, Record(0, 240, 215, 2345));
        await SendAsync(2, 80, [.. Record(0, 240, 215, 2345), .. Record(10, 240, 215, 2350)]);

        Assert.Equal("Duplicate", await SendAsync(3, 100, [.. Record(10, 240, 215, 2350), .. Record(0, 240, 215, 2345)]));
        Assert.Equal(2, _host.Samples().Count);
    }

    [Fact]
    public async Task A_record_of_what_had_come_as_an_uplink_is_known_and_of_what_had_not_is_news()
    {
        byte[] live = [0x03, 0x67, 0xD7, 0x00, 0x04, 0xCA, 0x29, 0x09, 0x05, 0x7F, 0xF0, 0x00];
        await SendAsync(1, 20, live);

        await SendAsync(2, 60, [.. Record(20, 240, 215, 2345), .. Record(40, 240, 215, 2345)]);

        Assert.Equal([At(20), At(40)], _host.Samples().Select(sample => sample.TimeUnixMilliseconds));
    }

    [Theory]
    [InlineData(0u)] // never set
    [InlineData(946_684_800u)]
    [InlineData(4_000_000_000u)] // ahead
    public async Task A_record_of_an_unset_clock_is_kept_raw_only(uint seconds)
    {
        var record = Record(0, 240, 215, 2345);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(2), seconds);

        await SendAsync(1, 20, [0x03, 0x67, 0xD7, 0x00, .. record]);

        Assert.Equal(At(20), Assert.Single(_host.Samples()).TimeUnixMilliseconds);
    }

    [Fact]
    public void Faults_of_a_record_are_faults()
    {
        var record = Assert.Single(PayloadDecoder.Decode(MilesightSmtc.Profile, Record(0, 0xFFFF, -3, 0xFFFD), 85)!.History);

        Assert.Equal((uint)Start.ToUnixTimeSeconds(), record.UnixSeconds);
        Assert.Equal("OutOfRange OutOfRange Missing Missing", Decoding.Told(record.Values));
    }

    [Fact]
    public void The_objects_history_is_none_of_the_present() =>
        Assert.Equal("Missing 21.9 Missing 92", Decoding.Told(Decoding.Object("", """{"history":[{"timestamp":1777593600,"temperature":-25,"moisture":99,"electricity":1}],"temperature":21.9,"battery":92}""", port: 85, profileName: "EM500-SMTC")));

    [Theory]
    [InlineData("83D7D7000A0001057FF000", "Missing 21.5 240 Missing")] // alarm: temperature, its change, its state
    [InlineData("FF0B01FFFE01FF1661234567890123450367D700", "Missing 21.5 Missing Missing")] // after a restart
    [InlineData("FE02100E FE110A0B0C0D FF6801 FF6A0A0000 FF06C90000000000000000 0367D700", "Missing 21.5 Missing Missing")] // answers to downlinks before
    [InlineData("017564 03671901 04CA7300 057FF000", "1.15 28.1 240 100")] // the maker's own example
    public void Other_parts_are_skipped(string hex, string told) =>
        Assert.Equal(told, Decoding.Told(Decoding.Bytes(MilesightSmtc.Profile, hex.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void Cut_anywhere_a_payload_of_records_gives_whole_ones_only() =>
        Gen.Int[0, 48].Sample(length =>
        {
            byte[] whole = [.. Record(0, 1, 2, 3), .. Record(10, 4, 5, 6), .. Record(20, 7, 8, 9), .. Record(30, 10, 11, 12)];

            var values = PayloadDecoder.Decode(MilesightSmtc.Profile, whole[..length], 85);

            Assert.Equal(length / 12, values?.History.Count ?? 0);
        });

    // 20 CE, Unix seconds, conductivity µS/cm, temperature 0.1 °C, moisture 0.01 %, low byte first.
    private static byte[] Record(int minutes, int conductivity, int temperature, int moisture)
    {
        byte[] record = [0x20, 0xCE, 0, 0, 0, 0, (byte)conductivity, (byte)(conductivity >> 8), (byte)temperature, (byte)(temperature >> 8), (byte)moisture, (byte)(moisture >> 8)];
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(2), (uint)(At(minutes) / 1000));
        return record;
    }

    private static long At(int minutes) => Start.AddMinutes(minutes).ToUnixTimeMilliseconds();

    private Task<string> SendAsync(int counter, int minutes, byte[] data) => _host.TakeAsync(Uplinks.ChirpStack(
        profileId: "", profileName: "EM500-SMTC", counter: $"\"fCnt\":{counter},", port: 85, data: Convert.ToBase64String(data),
        time: Start.AddMinutes(minutes).ToString("O", CultureInfo.InvariantCulture)));
}
