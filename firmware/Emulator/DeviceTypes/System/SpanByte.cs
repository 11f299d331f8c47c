namespace System;

/// <summary>The device's only span.</summary>
public readonly ref struct SpanByte
{
    private readonly byte[]? array;
    private readonly int start;

    public SpanByte(byte[]? array)
    {
        this.array = array;
        start = 0;
        Length = array?.Length ?? 0;
    }

    public SpanByte(byte[]? array, int start, int length)
    {
        if (start < 0 || length < 0 || start + length > (array?.Length ?? 0))
        {
            throw new ArgumentOutOfRangeException(nameof(start));
        }

        this.array = array;
        this.start = start;
        Length = length;
    }

    public static SpanByte Empty => default;

    public int Length { get; }

    public bool IsEmpty => Length == 0;

    public byte this[int index]
    {
        get => array![Check(index)];
        set => array![Check(index)] = value;
    }

    public static implicit operator SpanByte(byte[]? array) => new(array);

    public SpanByte Slice(int start) => Slice(start, Length - start);

    public SpanByte Slice(int start, int length) => start < 0 || length < 0 || start + length > Length
        ? throw new ArgumentOutOfRangeException(nameof(start))
        : new SpanByte(array, this.start + start, length);

    public void CopyTo(SpanByte destination)
    {
        if (Length > destination.Length)
        {
            throw new ArgumentException("The destination is shorter than the source.", nameof(destination));
        }

        for (var i = 0; i < Length; i++)
        {
            destination[i] = this[i];
        }
    }

    public byte[] ToArray()
    {
        var copy = new byte[Length];
        if (Length > 0)
        {
            Array.Copy(array!, start, copy, 0, Length);
        }

        return copy;
    }

    private int Check(int index) => (uint)index < (uint)Length ? start + index : throw new IndexOutOfRangeException();
}
