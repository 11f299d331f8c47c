namespace Jena.SensorNode.Gateway.Readings.Packing;

/// <summary>Packs samples of one device: what follows from the sample before costs nothing, so that a regular one takes 10 to 15 bytes.</summary>
internal ref struct SamplePacker
{
    /// <summary>No sample is longer: two bytes of mask, 12 numbers, 8 channels.</summary>
    public const int MaximumSampleBytes = 2 + (12 * 10) + 1 + 8 + (8 * 5);

    private readonly Span<byte> _buffer;
    private VarintWriter _writer;
    private SampleView _before;
    private long _step;
    private PackedField _fields;

    /// <summary>Packs into a buffer with room for <see cref="MaximumSampleBytes"/> each.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="sequenceBefore">Sequence known to the reader: the first sample's own less 1, or 0.</param>
    public SamplePacker(Span<byte> buffer, long sequenceBefore)
    {
        _buffer = buffer;
        _writer = new VarintWriter(buffer);
        _before = new SampleView(sequenceBefore);
    }

    /// <summary>Bytes packed.</summary>
    public readonly int Length => _writer.Length;

    /// <summary>Packs samples.</summary>
    public static byte[] Pack(IReadOnlyList<Sample> samples, long sequenceBefore = 0)
    {
        var buffer = new byte[samples.Count * MaximumSampleBytes];
        var packer = new SamplePacker(buffer, sequenceBefore);
        foreach (var sample in samples)
            packer.Add(new SampleView(sample));
        return buffer[..packer.Length];
    }

    /// <summary>Adds a sample.</summary>
    public void Add(SampleView sample)
    {
        var mask = _buffer.Slice(_writer.Length, 2);
        _writer.Byte(0);
        _writer.Byte(0);
        _fields = PackedField.None;
        var step = (long)sample.NodeSeconds - _before.NodeSeconds;
        Signed(PackedField.Sequence, sample.Sequence - _before.Sequence - 1);
        Signed(PackedField.Boot, (long)sample.Boot - _before.Boot);
        Signed(PackedField.Incarnation, (long)sample.Incarnation - _before.Incarnation);
        Signed(PackedField.Counter, (long)sample.Counter - _before.Counter - 1);
        Signed(PackedField.Layout, (long)sample.LayoutId - _before.LayoutId);
        Signed(PackedField.NodeSeconds, step - _step);
        Signed(PackedField.Time, sample.Time - _before.Time - (1000 * step));
        Signed(PackedField.Uncertainty, (long)sample.Uncertainty - _before.Uncertainty);
        if (Follows(PackedField.Received, sample.Received != _before.Received))
            _writer.Signed(sample.Received - sample.Time);
        Signed(PackedField.Battery, (long)sample.Battery - _before.Battery);
        if (Follows(PackedField.Age, sample.Age is not null))
            _writer.Unsigned(sample.Age!.Value);
        if (Follows(PackedField.DelayBound, sample.DelayBound is not null))
            _writer.Signed(sample.DelayBound!.Value);
        Channels(sample);
        mask[0] = (byte)_fields;
        mask[1] = (byte)((int)_fields >> 8);
        _before = sample;
        _step = step;
    }

    private void Channels(SampleView sample)
    {
        var hasFaults = sample.Faults.ContainsAnyExcept((byte)0);
        if (Follows(PackedField.Channels, !sample.Faults.SequenceEqual(_before.Faults)))
        {
            _writer.Byte((byte)(sample.Faults.Length | (hasFaults ? SampleUnpacker.FaultsFollow : 0)));
            for (var channel = 0; hasFaults && channel < sample.Faults.Length; channel++)
                _writer.Byte(sample.Faults[channel]);
        }

        for (var channel = 0; channel < sample.Values.Length; channel++)
            _writer.Signed((long)sample.Values[channel] - (channel < _before.Values.Length ? _before.Values[channel] : 0));
    }

    private void Signed(PackedField field, long value)
    {
        if (Follows(field, value != 0))
            _writer.Signed(value);
    }

    private bool Follows(PackedField field, bool follows)
    {
        if (follows)
            _fields |= field;
        return follows;
    }
}
