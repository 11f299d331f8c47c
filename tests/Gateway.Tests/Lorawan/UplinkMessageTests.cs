using System.Text;
using CsCheck;
using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

public class UplinkMessageTests
{
    [Fact]
    public void A_message_of_ChirpStack_is_read_whole()
    {
        var uplink = Uplinks.Read(Uplinks.ChirpStack());

        Assert.Equal(("a84041ffff000001", "Knoten am Tor", 0x01acdec6u, 110u, 2), (uplink.Eui, uplink.DeviceName, uplink.Session, uplink.Counter, uplink.Port));
        Assert.Equal(11, uplink.Data.Length);
        Assert.Equal(1718873318863, uplink.TimeUnixMilliseconds);
        Assert.Equal(-116, uplink.RssiDbm);
        Assert.Equal("9ffbc7be-916a-4597-9d64-0713a3d5e030", uplink.DeliveryId);
    }

    [Fact]
    public void A_message_of_The_Things_Stack_is_read_whole()
    {
        var uplink = Uplinks.Read(Uplinks.TheThingsStack());

        Assert.Equal(("a84041ffff000002", "lse01-park", 7u, 2, 11), (uplink.Eui, uplink.DeviceName, uplink.Counter, uplink.Port, uplink.Data.Length));
        Assert.Equal(1718873318950, uplink.TimeUnixMilliseconds);
        Assert.NotEqual(0u, uplink.Session);
        Assert.Equal(DraginoLse01.Normal, DeviceCatalogue.Match(uplink, ""));
    }

    [Fact]
    public void A_counter_of_zero_is_left_out_by_both_servers()
    {
        Assert.Equal(0u, Uplinks.Read(Uplinks.ChirpStack(counter: "")).Counter);
        Assert.Equal(0u, Uplinks.Read(Uplinks.TheThingsStack(counter: "")).Counter);
    }

    [Theory]
    [InlineData("2025-08-13T12:46:30.309+00:00", 1755089190309)]
    [InlineData("2025-08-13T12:46:30Z", 1755089190000)]
    [InlineData("2025-08-13T14:46:30.309123456+02:00", 1755089190309)]
    [InlineData("2025-08-13T12:46:30.309", 1755089190309)]
    public void Times_with_and_without_fraction_and_zone(string text, long milliseconds) =>
        Assert.Equal(milliseconds, Uplinks.Read(Uplinks.ChirpStack(time: text)).TimeUnixMilliseconds);

    [Theory]
    [InlineData("gestern")]
    [InlineData("")]
    [InlineData("0001-01-01T00:00:00Z")] // an unset time of Go
    public void A_time_that_is_none_is_not_there(string text) => Assert.Null(Uplinks.Read(Uplinks.ChirpStack(time: text)).TimeUnixMilliseconds);

    [Theory]
    [InlineData("null", 0)]
    [InlineData("\"text\"", 0)]
    [InlineData("[1,2,3]", 0)]
    [InlineData("""{"a":1,"b":{"c":2},"d":[{"e":3}]}""", 6)] // a, c, b.c, d, e and d.0.e
    public void The_object_may_have_any_form(string fields, int count) => Assert.Equal(count, Uplinks.Read(Uplinks.ChirpStack(fields: fields)).Fields.Count);

    [Fact]
    public void Numbers_in_the_object_may_be_texts_and_names_may_be_written_otherwise()
    {
        var fields = Uplinks.Read(Uplinks.ChirpStack(fields: """{"water_SOIL":"13.74","Temp-Soil":" 13,25 ","x":"NaN","y":null,"z":[7],"w":[1,2],"v":"1e999"}""")).Fields;

        Assert.Equal(13.74, fields.Number("waterSoil"));
        Assert.Equal(13.25, fields.Number("temp_soil"));
        Assert.Equal(7, fields.Number("z"));
        Assert.True(fields.Has("x"));
        Assert.Null(fields.Number("x"));
        Assert.Null(fields.Number("y"));
        Assert.Null(fields.Number("w"));
        Assert.Null(fields.Number("v"));
    }

    [Theory]
    [InlineData("{}", "devEui")]
    [InlineData("[]", "JSON-Objekt")]
    [InlineData("{", "JSON")]
    [InlineData("", "JSON")]
    [InlineData("""{"deviceInfo":{"devEui":"xyz"}}""", "devEui")]
    [InlineData("""{"deviceInfo":[]}""", "devEui")]
    [InlineData("""{"deviceInfo":{"devEui":"a84041ffff000001"},"fCnt":-1}""", "fCnt")]
    [InlineData("""{"end_device_ids":{"dev_eui":"A84041FFFF000002"}}""", "uplink_message")]
    public void What_is_no_uplink_is_told_in_words(string json, string part)
    {
        Assert.False(UplinkMessage.TryRead(Encoding.UTF8.GetBytes(json), out _, out var problem));
        Assert.Contains(part, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_message_is_refused_unread()
    {
        Assert.False(UplinkMessage.TryRead(new byte[UplinkMessage.MaximumBytes + 1], out _, out var problem));
        Assert.Contains("höchstens", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_and_wide_objects_stay_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 20)) + "1" + new string('}', 20);
        var wide = "{" + string.Join(',', Enumerable.Range(0, 5000).Select(index => $"\"f{index}\":{index}")) + "}";

        Assert.Equal(0, Uplinks.Read(Uplinks.ChirpStack(fields: deep)).Fields.Count);
        Assert.InRange(Uplinks.Read(Uplinks.ChirpStack(fields: wide)).Fields.Count, 1, 200);
    }

    [Fact]
    public void Damaged_messages_never_throw()
    {
        var original = Encoding.UTF8.GetBytes(Uplinks.ChirpStack(fields: """{"a":[1,{"measurementId":"4097","measurementValue":3}]}"""));
        byte[][] originals = [original, Encoding.UTF8.GetBytes(Uplinks.TheThingsStack()), Encoding.UTF8.GetBytes(OlderChirpStackTests.Message())];
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 900], Gen.Byte, Gen.Int[0, 20], Gen.Int[0, 900]).Sample((which, position, value, cut, second) =>
        {
            var message = (byte[])originals[which].Clone();
            message[position % message.Length] = value;
            message[second % message.Length] = (byte)"\"{}[],:01n"[value % 10];
            if (UplinkMessage.TryRead(message.AsMemory(0, message.Length - (cut == 0 ? second % message.Length : 0)), out var uplink, out var problem))
            {
                if (DeviceCatalogue.Match(uplink, "Dragino LSE01") is { } profile)
                    DeviceCatalogue.Decode(profile, uplink);
            }
            else
            {
                Assert.NotEmpty(problem);
            }
        }, iter: 100_000);
    }
}
