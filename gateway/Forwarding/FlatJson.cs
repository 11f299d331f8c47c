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
        WriteReadings(json, outbound.Readings);
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
        json.WriteNumber("lat", Math.Round(site.Latitude, 7));
        json.WriteNumber("lon", Math.Round(site.Longitude, 7));
    }

    private static void WriteReadings(Utf8JsonWriter json, IReadOnlyList<Reading> readings)
    {
        var used = new Dictionary<string, int>();
        foreach (var reading in readings)
        {
            var name = FieldName(reading);
            var count = used[name] = used.GetValueOrDefault(name) + 1;
            if (reading.Value is not { } value || !double.IsFinite(value) || reading.Fault != Frames.ChannelFault.None)
                continue;
            // Two probes of a kind at one depth: the second is <name>_2, whether or not the first has a value now.
            json.WriteNumber(count == 1 ? name : $"{name}_{count}", (decimal)Math.Round(value, ValueDecimals));
        }
    }
}
