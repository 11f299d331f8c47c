using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>Times in every form that a server may write them, and where they come from when the first is missing.</summary>
public class UplinkTimesTests
{
    private const long Expected = 1755089190309;

    [Theory]
    [InlineData("\"2025-08-13T12:46:30.309+00:00\"")]
    [InlineData("\"2025-08-13T12:46:30.309Z\"")]
    [InlineData("\"2025-08-13T12:46:30.309000000Z\"")]
    [InlineData("\"2025-08-13T12:46:30.309999999999Z\"")]
    [InlineData("\"2025-08-13T14:46:30.309123456+02:00\"")]
    [InlineData("\"2025-08-13T07:16:30.309-05:30\"")]
    [InlineData("\"2025-08-13t12:46:30.309z\"")]
    [InlineData("\" 2025-08-13 12:46:30.309 \"")]
    [InlineData("1755089190309")]
    [InlineData("\"1755089190309\"")]
    [InlineData("1755089190.309")]
    [InlineData("1755089190309000")]
    [InlineData("1755089190309000000")]
    public void One_moment_in_many_forms(string time) => Assert.InRange(Read(time)!.Value - Expected, -1, 1);

    [Theory]
    [InlineData("\"13.08.2025 12:46:30\"")]
    [InlineData("\"08/07/2025 12:46:30\"")] // July or August
    [InlineData("\"08.07.2025 12:46\"")]
    [InlineData("\"2025-13-08T12:46:30Z\"")]
    [InlineData("\"2025-02-30T12:46:30Z\"")]
    [InlineData("\"0001-01-01T00:00:00Z\"")]
    [InlineData("\"1970-01-01T00:00:10Z\"")]
    [InlineData("\"2006-01-01T00:00:00Z\"")] // a GPS clock whose week rolled over
    [InlineData("\"9999-12-31T23:59:59Z\"")]
    [InlineData("\"12:46:30\"")]
    [InlineData("12")]
    [InlineData("-1755089190")]
    [InlineData("1e300")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("true")]
    public void What_is_no_time_or_an_ambiguous_one_is_not_guessed_at(string time) => Assert.Null(Read(time));

    [Theory]
    [InlineData("""[{"rssi":-90}]""", null)]
    [InlineData("""[{"rssi":-90},{"nsTime":"2025-08-13T12:46:30.309Z"}]""", Expected)]
    [InlineData("""[{"gwTime":"2025-08-13T12:46:30.309Z","nsTime":"2025-08-13T12:46:31Z"}]""", Expected)]
    [InlineData("""[{"gwTime":null,"time":"2025-08-13T12:46:30.309Z"}]""", Expected)]
    [InlineData("""[{"gwTime":"1970-01-01T00:00:00Z","nsTime":"2025-08-13T12:46:30.309Z"}]""", Expected)]
    [InlineData("""[{"timeSinceGpsEpoch":"1439124408.309s"}]""", Expected)]
    [InlineData("""[{"timeSinceGpsEpoch":"-5s"}]""", null)]
    [InlineData("""[{"timeSinceGpsEpoch":"1439124408.309"}]""", null)]
    [InlineData("[1,null,\"x\"]", null)]
    [InlineData("{}", null)]
    public void Without_a_time_of_its_own_a_message_has_that_of_a_reception(string receptions, long? expected)
    {
        var json = Uplinks.ChirpStack(time: "").Replace("\"time\":\"\",", "", StringComparison.Ordinal);
        json = json[..json.IndexOf("\"rxInfo\"", StringComparison.Ordinal)] + "\"rxInfo\":" + receptions + "}";

        Assert.Equal(expected, Uplinks.Read(json).TimeUnixMilliseconds);
    }

    [Theory]
    [InlineData("2025-08-08T12:46:30Z", "2025-08-13T12:46:30.309Z", "2025-08-13T12:46:31Z", "2025-08-13T12:46:30.309Z", 5_000)] // the clock of the first is five days behind: both received it just now
    [InlineData("2025-08-08T12:46:30Z", "1970-01-01T00:00:09Z", "2025-08-13T12:46:31Z", "2025-08-08T12:46:30Z", 432_001_000)] // one that held it back, or one that is behind
    [InlineData("2025-08-13T09:00:00Z", "2025-08-13T09:00:00.5Z", "2025-08-13T12:46:31Z", "2025-08-13T09:00:00Z", 13_591_000)] // a bridge held back what both received
    [InlineData("2025-08-13T12:46:30Z", "2025-08-13T19:00:00Z", "2025-08-13T12:46:31Z", "2025-08-13T12:46:30Z", 5_000)] // the other is ahead
    [InlineData("2025-08-13T19:00:00Z", "2025-08-13T12:46:30Z", "2025-08-13T12:46:31Z", "2025-08-13T12:46:31Z", 5_000)] // the first is ahead
    public void Of_several_radio_gateways_one_whose_clock_is_behind_misdates_nothing(string first, string second, string server, string expected, int uncertainty)
    {
        var json = Uplinks.ChirpStack(time: first);
        json = json[..json.IndexOf("\"rxInfo\"", StringComparison.Ordinal)]
            + $$"""
            "rxInfo":[{"gwTime":"{{first}}","nsTime":"{{server}}"},{"gwTime":"{{second}}","nsTime":"{{server}}"}]}
            """;

        var uplink = Uplinks.Read(json);

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(), uplink.TimeUnixMilliseconds);
        Assert.Equal(uncertainty, uplink.TimeUncertaintyMilliseconds);
    }

    [Fact]
    public void The_Things_Stack_gives_its_network_servers_reception_first_and_the_application_servers_last()
    {
        const string Whole = """
            {"end_device_ids":{"dev_eui":"A84041FFFF000002"},"received_at":"2026-01-01T00:00:03Z","uplink_message":{"f_port":2,
            "rx_metadata":[{"time":"2026-01-01T00:00:01Z","received_at":"2026-01-01T00:00:02Z"}],"received_at":"2026-01-01T00:00:00Z"} }
            """;
        static string Second(string json) => DateTimeOffset.FromUnixTimeMilliseconds(Uplinks.Read(json).TimeUnixMilliseconds!.Value).ToString("ss", System.Globalization.CultureInfo.InvariantCulture);

        var withoutOwn = Whole.Replace(",\"received_at\":\"2026-01-01T00:00:00Z\"", "", StringComparison.Ordinal);
        var withoutReception = withoutOwn.Replace(",\"received_at\":\"2026-01-01T00:00:02Z\"", "", StringComparison.Ordinal);
        var without = withoutReception.Replace("\"time\":\"2026-01-01T00:00:01Z\"", "", StringComparison.Ordinal);
        Assert.Equal(["00", "02", "01", "03"], new[] { Whole, withoutOwn, withoutReception, without }.Select(Second));
    }

    [Theory]
    [InlineData(-3_600_000, 5_000)] // an hour ago: a broker held it
    [InlineData(0, 5_000)]
    [InlineData(90_000, 95_000)] // the server is ahead
    [InlineData(null, 60_000)]
    public void A_time_is_as_sure_as_its_source(int? serverAhead, int uncertainty)
    {
        var now = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

        var time = UplinkTime.Of(new ForeignUplink { Eui = "a84041ffff000001", TimeUnixMilliseconds = now + serverAhead }, new ClockReading(now, 0));

        Assert.Equal(new UplinkTime(now + Math.Min(0, serverAhead ?? 0), uncertainty, now, 0), time);
    }

    [Theory]
    [InlineData(2026, true)]
    [InlineData(2024, false)] // older than this software: perhaps as wrong as the own clock
    [InlineData(null, false)]
    public void While_the_own_clock_is_not_set_a_server_of_today_is_believed(int? year, bool isBelieved)
    {
        var unset = new DateTimeOffset(1970, 1, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        long? server = year is { } known ? new DateTimeOffset(known, 6, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() : null;

        var time = UplinkTime.Of(new ForeignUplink { Eui = "a84041ffff000001", TimeUnixMilliseconds = server }, new ClockReading(unset, 3));

        Assert.Equal(isBelieved ? (server, 0) : (unset, 3), (time.UnixMilliseconds, time.ProvisionalPeriod));
    }

    private static long? Read(string time) =>
        Uplinks.Read(Uplinks.ChirpStack().Replace("\"2024-06-20T08:48:38.863512+00:00\"", time, StringComparison.Ordinal)).TimeUnixMilliseconds;
}
