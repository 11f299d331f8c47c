using System.Buffers;
using System.Text.Json;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>
/// A sample as one flat JSON object, as the device factory of Jena's platform (Eclipse sensiNact) maps it: one record, one
/// time, one member a quantity and depth. A channel with a fault has no member: the platform shall not take a number
/// that nobody measured.
/// </summary>
internal static class FlatJson
{
    private const int ValueDecimals = 2;

    // Beyond, two decimals mean nothing; foreign devices may send anything that a double can hold.
    private const double LargestRounded = 1e12;

    // A foreign device names its values itself; none may pose as what identifies the sample.
    private static readonly string[] OwnNames = ["id", "name", "lat", "lon", "ts", "battery_v", "seq", "boot", "incarnation"];

    /// <summary>Writes a sample.</summary>
    public static byte[] Write(OutboundSample outbound)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", outbound.Id);
        WritePlace(json, outbound.Device);
        json.WriteNumber("ts", outbound.Sample.TimeUnixMilliseconds);
        if (outbound.Sample.BatteryMillivolts > 0)
            json.WriteNumber("battery_v", outbound.Sample.BatteryMillivolts / 1000m);
        WriteReadings(json, outbound.Readings, outbound.Sample.BatteryMillivolts > 0);
        json.WriteNumber("seq", outbound.Sample.Identity.Counter);
        json.WriteNumber("boot", outbound.Sample.Identity.Boot);
        if (outbound.Sample.Identity.Incarnation > 0)
            json.WriteNumber("incarnation", outbound.Sample.Identity.Incarnation);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Name of a quantity at a depth, e.g. <c>soil_vwc_30</c>.</summary>
    public static string FieldName(Reading reading)
    {
        var name = reading.FieldName.Length > 0 ? reading.FieldName : reading.Quantity switch
        {
            Quantity.SoilMoisture => "soil_vwc",
            Quantity.SoilTemperature => "soil_temp",
            Quantity.SoilTension => "soil_tension",
            Quantity.SoilConductivity => "soil_conductivity",
            Quantity.AirTemperature => "air_temp",
            Quantity.AirHumidity => "air_humidity",
            Quantity.BatteryVoltage => "battery_v",
            Quantity.Counts => "raw",
            _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(reading.Quantity.ToString()),
        };
        return reading.DepthCentimeters is > 0 and < ProbeDescription.InAir ? $"{name}_{reading.DepthCentimeters}" : name;
    }

    private static void WritePlace(Utf8JsonWriter json, DeviceDescription? device)
    {
        if (device?.Site is not { } site)
            return;
        json.WriteString("name", site.SpeciesGerman is { Length: > 0 } species ? $"{species} {site.Reference}" : site.Name);
        if (!double.IsFinite(site.Latitude) || !double.IsFinite(site.Longitude))
            return;
        json.WriteNumber("lat", Math.Round(site.Latitude, 7));
        json.WriteNumber("lon", Math.Round(site.Longitude, 7));
    }

    private static void WriteReadings(Utf8JsonWriter json, IReadOnlyList<Reading> readings, bool hasBattery)
    {
        var used = OwnNames.ToDictionary(name => name, name => name == "battery_v" && !hasBattery ? 0 : 1);
        foreach (var reading in readings)
        {
            var name = FieldName(reading);
            var count = used[name] = used.GetValueOrDefault(name) + 1;
            if (reading.Value is not { } value || !double.IsFinite(value) || reading.Fault != Frames.ChannelFault.None)
                continue;
            // Two probes of a kind at one depth: the second is <name>_2, whether or not the first has a value now.
            var member = count == 1 ? name : $"{name}_{count}";
            if (Math.Abs(value) < LargestRounded)
                json.WriteNumber(member, (decimal)Math.Round(value, ValueDecimals));
            else
                json.WriteNumber(member, value);
        }
    }
}
