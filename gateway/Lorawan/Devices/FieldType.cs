using System.Buffers.Binary;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>How a number lies in a payload.</summary>
internal enum FieldType
{
    /// <summary>One byte, unsigned.</summary>
    U8,

    /// <summary>Two bytes, unsigned, high byte first.</summary>
    U16,

    /// <summary>Two bytes, two's complement, high byte first.</summary>
    S16,

    /// <summary>Three bytes, unsigned, high byte first.</summary>
    U24,

    /// <summary>Four bytes, two's complement, high byte first.</summary>
    S32,

    /// <summary>Two bytes, unsigned, low byte first.</summary>
    U16LowFirst,

    /// <summary>Two bytes, two's complement, low byte first.</summary>
    S16LowFirst,

    /// <summary>Four bytes, two's complement, low byte first.</summary>
    S32LowFirst,
}

/// <summary>Reading of <see cref="FieldType"/>.</summary>
internal static class FieldTypes
{
    /// <summary>Bytes of a field.</summary>
    public static int Bytes(this FieldType type) => type switch { FieldType.U8 => 1, FieldType.U24 => 3, FieldType.S32 or FieldType.S32LowFirst => 4, _ => 2 };

    /// <summary>The number; the caller has checked the length.</summary>
    public static int Read(this FieldType type, ReadOnlySpan<byte> data) => type switch
    {
        FieldType.U8 => data[0],
        FieldType.U16 => (data[0] << 8) | data[1],
        FieldType.S16 => (short)((data[0] << 8) | data[1]),
        FieldType.U24 => (data[0] << 16) | (data[1] << 8) | data[2],
        FieldType.S32 => BinaryPrimitives.ReadInt32BigEndian(data),
        FieldType.U16LowFirst => data[0] | (data[1] << 8),
        FieldType.S16LowFirst => (short)(data[0] | (data[1] << 8)),
        FieldType.S32LowFirst => BinaryPrimitives.ReadInt32LittleEndian(data),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a field type."),
    };
}
