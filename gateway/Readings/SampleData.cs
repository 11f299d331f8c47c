namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Values and faults of one sample as bytes: channel count (bit 7: faults follow), fault codes, then values.</summary>
internal static class SampleData
{
    /// <summary>Longest result: 8 channels.</summary>
    public const int MaximumBytes = 1 + 8 + (8 * 5);

    private const byte FaultsFollow = 0x80;

    /// <summary>Writes a sample's channels.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(ReadOnlySpan<int> values, ReadOnlySpan<byte> faults, Span<byte> output)
    {
        var writer = new VarintWriter(output);
        var hasFaults = faults.ContainsAnyExcept((byte)0);
        writer.Byte((byte)(values.Length | (hasFaults ? FaultsFollow : 0)));
        if (hasFaults)
        {
            foreach (var fault in faults)
                writer.Byte(fault);
        }

        for (var channel = 0; channel < values.Length; channel++)
        {
            if (faults[channel] == 0)
                writer.Signed(values[channel]);
        }

        return writer.Length;
    }

    /// <summary>Reads a sample's channels.</summary>
    /// <exception cref="InvalidDataException">The bytes were not written by <see cref="Write"/>.</exception>
    public static (int[] Values, byte[] Faults) Read(ReadOnlySpan<byte> data)
    {
        var reader = new VarintReader(data);
        var head = reader.Byte();
        var count = head & ~FaultsFollow;
        var faults = new byte[count];
        if ((head & FaultsFollow) != 0)
        {
            for (var channel = 0; channel < count; channel++)
                faults[channel] = reader.Byte();
        }

        var values = new int[count];
        for (var channel = 0; channel < count; channel++)
        {
            if (faults[channel] == 0)
                values[channel] = (int)reader.Signed();
        }

        return (values, faults);
    }
}
