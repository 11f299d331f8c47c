using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// Dragino LSE01, SE01-LB and SE01-LS (user manuals, section 2.3): 11 bytes on FPort 2, high byte first; the last one, mode
/// and interrupt, is optional; in counting mode a count of four bytes that is none of the soil's follows. Unlike the maker's decoder this one is right below 0 °C, where that one subtracts 65535
/// instead of 65536. Kept records (FPort 3) and the device status (FPort 5) are kept raw: for the former manual and
/// decoder of the maker disagree (dragino-end-node-decoder reads them without the order and the scales of the manual), the
/// latter has no readings.
/// </summary>
internal static class DraginoLse01
{
    private const int FlagsByte = 10;
    private const int RawModeFlag = 0x80;
    private const int SensorFoundFlag = 0x10;
    private const int CountingFlag = 0x40;
    private const int CountingBytes = 15;
    private const int NoAnswer = 0x7FFF;
    private const int PowerOnValue = 850;

    /// <summary>What the newer hardware (-LB, -LS) says where no DS18B20 is connected: 327.6 °C.</summary>
    internal const int NoThermometer = 0x0CCC;

    /// <summary>Channels of the soil probe; channel 3 is the DS18B20 outside.</summary>
    private static readonly int[] SoilChannels = [0, 1, 2];

    /// <summary>Raw mode (MOD = 1): counts of the probe instead of quantities.</summary>
    public static DeviceProfile RawMode { get; } = new()
    {
        LayoutId = 2,
        Name = "Dragino LSE01 (Rohwerte)",
        BatteryNames = ["BatV", "Bat", "battery"],
        Port = 2,
        FixedLengths = [10, 11, CountingBytes],
        Accepts = static data => data.Length != CountingBytes || (data[FlagsByte] & CountingFlag) != 0,
        DistrustsObject = true,
        Fields =
        [
            new("dielectric_constant_SOIL", Quantity.Permittivity, 0.1) { ProbeIndex = 0, Aliases = ["Soil_dielectric_constant"] },
            new("raw_water_SOIL", Quantity.Other, 1) { ProbeIndex = 0, Aliases = ["Raw_moisture_soil"] },
            new("raw_conduct_SOIL", Quantity.Other, 1) { ProbeIndex = 0 },
            OutsideField,
        ],
        Bytes =
        [
            Battery,
            new(0, FieldType.U16) { Offset = 4 },
            new(1, FieldType.U16) { Offset = 6 },
            new(2, FieldType.U16) { Offset = 8 },
            Outside,
        ],
    };

    /// <summary>Normal mode (MOD = 0).</summary>
    public static DeviceProfile Normal { get; } = new()
    {
        LayoutId = 1,
        Name = "Dragino LSE01",
        ProfileIds = ["37cf9cbd-e7e1-4269-8c22-b46bb5261a2a"],
        NameParts = ["lse01", "se01lb", "se01ls"],
        BatteryNames = ["BatV", "Bat", "battery"],
        Port = 2,
        FixedLengths = [10, 11, CountingBytes],
        Accepts = static data => data.Length != CountingBytes || (data[FlagsByte] & CountingFlag) != 0,
        DistrustsObject = true,
        Fields =
        [
            new("water_SOIL", Quantity.SoilMoisture, 0.01) { ProbeIndex = 0, Aliases = ["water_SOIL_f", "moisture_soil"] },
            new("temp_SOIL", Quantity.SoilTemperature, 0.01) { ProbeIndex = 0, Aliases = ["temp_SOIL_f"], ObjectSentinels = [new(327.67, ChannelFault.Missing)] },
            new("conduct_SOIL", Quantity.SoilConductivity, 1) { ProbeIndex = 0, Aliases = ["conduct_SOIL_f"] },
            OutsideField,
        ],
        Bytes =
        [
            Battery,
            new(0, FieldType.U16) { Offset = 4 },
            new(1, FieldType.S16) { Offset = 6, Sentinels = [new(NoAnswer, ChannelFault.Missing)] },
            new(2, FieldType.U16) { Offset = 8 },
            Outside,
        ],
        ObjectVariant = fields => fields.Has("Soil_dielectric_constant") || fields.Has("dielectric_constant_SOIL") ? RawMode : null,
        Variant = data => data.Length > FlagsByte && (data[FlagsByte] & RawModeFlag) != 0 ? RawMode : null,
        Review = MarkMissingProbe,
    };

    // The two high bits of the voltage carry no voltage.
    private static ByteField Battery => new(ByteField.Battery, FieldType.U16) { Offset = 0, Mask = 0x3FFF };

    // Without a DS18B20 the field is reserved ("ignore") and 0 in most firmware: 0.0 °C all year round. An outside probe at
    // exactly 0.0 °C is lost that way, its neighbours at ±0.1 °C are not.
    private static DeviceField OutsideField => new("temp_DS18B20", Quantity.AirTemperature, 0.1)
    {
        Aliases = ["temperature_pro", "TempC_DS18B20"],
        ObjectSentinels = [new(0, ChannelFault.Missing), new(327.6, ChannelFault.Missing), new(327.67, ChannelFault.Missing), new(3276.7, ChannelFault.Missing), new(85, ChannelFault.NotReady)],
    };

    private static ByteField Outside => new(3, FieldType.S16)
    {
        Offset = 2,
        Sentinels = [new(0, ChannelFault.Missing), new(NoThermometer, ChannelFault.Missing), new(NoAnswer, ChannelFault.Missing), new(PowerOnValue, ChannelFault.NotReady)],
    };

    // "No sensor was identified" comes with zeros. Older firmware never sets the flag but sends values, so both must hold.
    private static void MarkMissingProbe(byte[] data, DecodedValues values)
    {
        if ((data.Length > FlagsByte && (data[FlagsByte] & SensorFoundFlag) != 0) || data.AsSpan(4, 6).ContainsAnyExcept((byte)0))
            return;
        foreach (var channel in SoilChannels)
            values.Fail(channel, ChannelFault.Missing);
    }
}
