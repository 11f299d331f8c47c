using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// Milesight EM500-SMTC (user guide, "Sensor Data"): tagged values on FPort 85, low byte first. 0xFFFF and 0xFFFD stand for
/// a failed and an out-of-range measurement; the maker's decoder reads them as −0.1 and −0.3 °C.
/// </summary>
internal static class MilesightSmtc
{
    private static readonly Sentinel[] Signed = [new(-1, ChannelFault.Missing), new(-3, ChannelFault.OutOfRange)];
    private static readonly Sentinel[] Unsigned = [new(0xFFFF, ChannelFault.Missing), new(0xFFFD, ChannelFault.OutOfRange)];

    /// <summary>The table.</summary>
    public static DeviceProfile Profile { get; } = new()
    {
        LayoutId = 4,
        Name = "Milesight EM500-SMTC",
        NameParts = ["em500smt", "smtcem500"],
        Port = 85,
        Fields =
        [
            new("moisture", Quantity.SoilMoisture, 0.01) { ProbeIndex = 0, Aliases = ["humidity", "soil_moisture"] },
            new("temperature", Quantity.SoilTemperature, 0.1) { ProbeIndex = 0, Aliases = ["soil_temperature"], ObjectSentinels = [-0.1, -0.3, 6553.5, 6553.3] },
            new("ec", Quantity.SoilConductivity, 1) { ProbeIndex = 0, Aliases = ["conductivity"], ObjectSentinels = [65535, 65533] },
            new("battery", Quantity.BatteryCharge, 1),
        ],
        Bytes =
        [
            new(3, FieldType.U8) { Tag = 0x0175 },
            new(1, FieldType.S16LowFirst) { Tag = 0x0367, Sentinels = Signed },
            new(0, FieldType.U8) { Tag = 0x0468, Multiplier = 50, Sentinels = [new(0xFF, ChannelFault.Missing), new(0xFD, ChannelFault.OutOfRange)] },
            new(0, FieldType.U16LowFirst) { Tag = 0x04CA, Sentinels = Unsigned },
            new(2, FieldType.U16LowFirst) { Tag = 0x057F, Sentinels = Unsigned },
        ],
        OtherTags = new Dictionary<int, int> { [0xFF01] = 1, [0xFF09] = 2, [0xFF0A] = 2, [0xFF0B] = 1, [0xFF0F] = 1, [0xFF16] = 8, [0xFFFF] = 2 },
    };
}
