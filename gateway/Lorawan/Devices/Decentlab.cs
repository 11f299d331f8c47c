using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// Decentlab devices with probes of METER (data sheets, "Payload"; decentlab-decoders): version 2, device id, a mask of the
/// blocks present, then words, high byte first; temperatures and angles stand 32768 above their value. Two blocks each: the
/// probe's, and the battery in mV; either may be missing.
/// </summary>
internal static class Decentlab
{
    private const int Header = 5;
    private const int MaskByte = 4;
    private const int ProbeBlock = 0x01;
    private const int BothBlocks = 0x03;
    private const double TenthsAtZero = -3276.8;

    /// <summary>DL-TRS12, a TEROS 12. METER's mineral calibration: 3.879·10⁻⁴ × counts − 0.6956 m³/m³, counts = word / 10.</summary>
    public static DeviceProfile Trs12 { get; } = Make(5, "Decentlab DL-TRS12", "trs12", [Moisture, Temperature, new("electrical_conductivity", Quantity.SoilConductivity, 1) { ProbeIndex = 0 }]);

    /// <summary>DL-TRS11, a TEROS 11: no conductivity.</summary>
    public static DeviceProfile Trs11 { get; } = Make(17, "Decentlab DL-TRS11", "trs11", [Moisture, Temperature]);

    /// <summary>DL-TRS21, a TEROS 21: suction in 0.1 kPa, to 6553.5 kPa.</summary>
    public static DeviceProfile Trs21 { get; } = Make(18, "Decentlab DL-TRS21", "trs21", [new("water_potential", Quantity.SoilTension, -0.1) { ProbeIndex = 0, ObjectIsSuction = true }, Temperature]);

    /// <summary>DL-ATM22, an ATMOS 22.</summary>
    public static DeviceProfile Atm22 { get; } = Make(19, "Decentlab DL-ATM22", "atm22",
    [
        new("wind_speed", Quantity.WindSpeed, 0.01) { ValueAtZero = -327.68 },
        new("wind_direction", Quantity.WindDirection, 0.1) { ValueAtZero = TenthsAtZero },
        new("maximum_wind_speed", Quantity.Other, 0.01) { ValueAtZero = -327.68 },
        new("air_temperature", Quantity.AirTemperature, 0.1) { ValueAtZero = TenthsAtZero },
    ], words: 8);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<DeviceProfile> All { get; } = [Trs12, Trs11, Trs21, Atm22];

    private static DeviceField Moisture => new("volumetric_water_content", Quantity.SoilMoisture, 0.003879) { ValueAtZero = -69.56, ProbeIndex = 0, ValuePerObjectNumber = 100 };

    private static DeviceField Temperature => new("soil_temperature", Quantity.SoilTemperature, 0.1) { ValueAtZero = TenthsAtZero, ProbeIndex = 0 };

    // Words behind those of the channels are of no use here. Without the battery's block: same channels, same number.
    private static DeviceProfile Make(int layoutId, string name, string namePart, DeviceField[] fields, int words = 0)
    {
        var end = Header + (2 * Math.Max(words, fields.Length));
        var block = fields.Select((_, channel) => new ByteField(channel, FieldType.U16) { Offset = Header + (2 * channel) }).ToList();
        var probeOnly = new DeviceProfile { LayoutId = layoutId, Name = name, Port = 1, FixedLengths = [end], Fields = fields, Bytes = block };
        return probeOnly with
        {
            NameParts = [namePart],
            Begins = [2],
            FixedLengths = [end + 2],
            // A TRS12 without its battery's block is as long as a TRS11 with it.
            Accepts = static data => data[MaskByte] == BothBlocks,
            Bytes = [.. block, new(ByteField.Battery, FieldType.U16) { Offset = end }],
            Variant = data => data.Length == end && data[MaskByte] == ProbeBlock ? probeOnly : null,
        };
    }
}
