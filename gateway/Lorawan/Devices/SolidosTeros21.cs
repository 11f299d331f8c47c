using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>
/// Solidos box with two METER TEROS 21. The maker publishes no layout; this one is derived from a real uplink of the city
/// beside the object its server made of it: voltage u8 × 30 mV, then for each probe temperature s16 / 10 °C and suction
/// u24 / 10 kPa, then one byte of unknown meaning. The suction of a TEROS 21 reaches 100,000 kPa, hence 24 bits.
/// </summary>
internal static class SolidosTeros21
{
    /// <summary>The table.</summary>
    public static DeviceProfile Profile { get; } = new()
    {
        LayoutId = 3,
        Name = "Solidos TEROS 21",
        ProfileIds = ["7022e9ce-7673-4d0c-b3d1-ed51afc3fe27"],
        NameParts = ["teros21"],
        Port = 8,
        FixedLengths = [12],
        Fields =
        [
            new("potentialwater_1", Quantity.SoilTension, -0.1) { ProbeIndex = 0, ObjectIsSuction = true },
            new("potentialwater_2", Quantity.SoilTension, -0.1) { ProbeIndex = 1, ObjectIsSuction = true },
            new("temp_1", Quantity.SoilTemperature, 0.1) { ProbeIndex = 0 },
            new("temp_2", Quantity.SoilTemperature, 0.1) { ProbeIndex = 1 },
        ],
        Bytes =
        [
            new(ByteField.Battery, FieldType.U8) { Offset = 0, Multiplier = 30 },
            new(2, FieldType.S16) { Offset = 1 },
            new(0, FieldType.U24) { Offset = 3 },
            new(3, FieldType.S16) { Offset = 6 },
            new(1, FieldType.U24) { Offset = 8 },
        ],
    };
}
