using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// Dragino LSPH01, SPH01-LB and SPH01-LS, pH and temperature of the soil (user manual, section 2.3): 11 bytes on FPort 2, high byte
/// first. The maker's decoder is 0.1 °C off below 0 °C.
/// </summary>
internal static class DraginoLsph01
{
    private const int NoAnswer = 0x7FFF;

    /// <summary>The table.</summary>
    public static DeviceProfile Profile { get; } = new()
    {
        LayoutId = 9,
        Name = "Dragino LSPH01",
        NameParts = ["lsph01", "sph01lb", "sph01ls"],
        Port = 2,
        FixedLengths = [11],
        DistrustsObject = true,
        BatteryNames = ["BatV", "Bat", "battery"],
        Fields =
        [
            new("PH1_SOIL", Quantity.Other, 0.01) { ProbeIndex = 0, Lowest = 0, Highest = 14 },
            new("TEMP_SOIL", Quantity.SoilTemperature, 0.1) { ProbeIndex = 0 },
            new("TempC_DS18B20", Quantity.AirTemperature, 0.1) { Aliases = ["temperature_pro", "temp_DS18B20"], ObjectSentinels = [new(0, ChannelFault.Missing)] },
        ],
        Bytes =
        [
            new(ByteField.Battery, FieldType.U16) { Offset = 0, Mask = 0x3FFF },
            new(2, FieldType.S16) { Offset = 2, Sentinels = [new(0, ChannelFault.Missing), new(DraginoLse01.NoThermometer, ChannelFault.Missing), new(NoAnswer, ChannelFault.Missing)] },
            new(0, FieldType.U16) { Offset = 4 },
            new(1, FieldType.S16) { Offset = 6, Sentinels = [new(NoAnswer, ChannelFault.Missing)] },
        ],
    };
}
