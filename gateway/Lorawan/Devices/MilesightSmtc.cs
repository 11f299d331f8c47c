using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// Milesight EM500-SMTC (user guide, "Sensor Data"; the maker's SensorDecoders): tagged values on FPort 85, low byte first.
/// 0xFFFF and 0xFFFD stand for a failed and an out-of-range measurement; the maker's decoder reads them as −0.1 and
/// −0.3 °C. Records kept while there was no network come with their own time: u32 Unix seconds, conductivity,
/// temperature, moisture.
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
            new("temperature", Quantity.SoilTemperature, 0.1) { ProbeIndex = 0, Aliases = ["soil_temperature"], ObjectSentinels = [new(-0.1, ChannelFault.Missing), new(-0.3, ChannelFault.OutOfRange), new(6553.5, ChannelFault.Missing), new(6553.3, ChannelFault.OutOfRange)] },
            new("ec", Quantity.SoilConductivity, 1) { ProbeIndex = 0, Aliases = ["conductivity", "electricity"], ObjectSentinels = [new(65535, ChannelFault.Missing), new(65533, ChannelFault.OutOfRange)] },
            new("battery", Quantity.BatteryCharge, 1),
        ],
        Bytes =
        [
            new(3, FieldType.U8) { Tag = 0x0175 },
            new(1, FieldType.S16LowFirst) { Tag = 0x0367, Sentinels = Signed },
            new(1, FieldType.S16LowFirst) { Tag = 0x83D7, BytesBehind = 3, Sentinels = Signed },
            new(0, FieldType.U8) { Tag = 0x0468, Multiplier = 50, Sentinels = [new(0xFF, ChannelFault.Missing), new(0xFD, ChannelFault.OutOfRange)] },
            new(0, FieldType.U16LowFirst) { Tag = 0x04CA, Sentinels = Unsigned },
            new(2, FieldType.U16LowFirst) { Tag = 0x057F, Sentinels = Unsigned },
        ],
        History = new(0x20CE, 10,
        [
            new(2, FieldType.U16LowFirst) { Offset = 4, Sentinels = Unsigned },
            new(1, FieldType.S16LowFirst) { Offset = 6, Sentinels = Signed },
            new(0, FieldType.U16LowFirst) { Offset = 8, Sentinels = Unsigned },
        ]),
        OtherTags = Others(),
    };

    // What it is, and its answers to settings (below FE or FF alike), which may stand before values.
    private static Dictionary<int, int> Others()
    {
        var others = new Dictionary<int, int> { [0xFF01] = 1, [0xFF09] = 2, [0xFF0A] = 2, [0xFF0B] = 1, [0xFF0F] = 1, [0xFF16] = 8, [0xFFFE] = 1, [0xFFFF] = 2 };
        foreach (var (bytes, types) in (ReadOnlySpan<(int, byte[])>)
            [
                (1, [0x10, 0x27, 0x28, 0x3B, 0x4A, 0x68, 0x69, 0x84, 0xF5]), (2, [0x02, 0x03, 0x17, 0x18, 0x1C, 0xF2]), (3, [0x6A]), (4, [0x11, 0xF1]), (8, [0x35, 0x96]), (9, [0x06]),
            ])
        {
            foreach (var type in types)
                (others[0xFE00 | type], others[0xFF00 | type]) = (bytes, bytes);
        }

        return others;
    }
}
