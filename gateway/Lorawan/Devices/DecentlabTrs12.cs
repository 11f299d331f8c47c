using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// Decentlab DL-TRS12, a METER TEROS 12 (data sheet, "Payload"): version 2, device id, a mask of the blocks present, then
/// words, high byte first. Water content by METER's mineral calibration: 3.879·10⁻⁴ × counts − 0.6956 m³/m³, counts = word / 10.
/// </summary>
internal static class DecentlabTrs12
{
    private const int BothBlocks = 13;
    private const int SoilBlockOnly = 11;
    private const int SoilBlockFlag = 0x01;

    private static readonly DeviceField[] Channels =
    [
        new("volumetric_water_content", Quantity.SoilMoisture, 0.003879) { ValueAtZero = -69.56, ProbeIndex = 0, ValuePerObjectNumber = 100 },
        new("soil_temperature", Quantity.SoilTemperature, 0.1) { ValueAtZero = -3276.8, ProbeIndex = 0 },
        new("electrical_conductivity", Quantity.SoilConductivity, 1) { ProbeIndex = 0 },
    ];

    private static readonly ByteField[] SoilBlock =
    [
        new(0, FieldType.U16) { Offset = 5 },
        new(1, FieldType.U16) { Offset = 7 },
        new(2, FieldType.U16) { Offset = 9 },
    ];

    /// <summary>The table.</summary>
    public static DeviceProfile Profile { get; } = new()
    {
        LayoutId = 5,
        Name = "Decentlab DL-TRS12",
        NameParts = ["trs12"],
        Port = 1,
        Begins = [2],
        FixedLengths = [BothBlocks],
        Fields = Channels,
        Bytes = [.. SoilBlock, new(ByteField.Battery, FieldType.U16) { Offset = 11 }],
        Variant = data => data.Length == SoilBlockOnly && data[4] == SoilBlockFlag ? WithoutBattery : null,
    };

    // Same channels, same number: only the battery block is not there.
    private static DeviceProfile WithoutBattery { get; } = new()
    {
        LayoutId = 5,
        Name = "Decentlab DL-TRS12",
        Port = 1,
        FixedLengths = [SoilBlockOnly],
        Fields = Channels,
        Bytes = SoilBlock,
    };
}
