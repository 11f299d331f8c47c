namespace Jena.SensorNode.Frames.Tests.Coding;

public sealed class BitWriterTests
{
    [Fact]
    public void Bits_fill_a_byte_from_its_high_end_and_padding_is_zero()
    {
        var buffer = new byte[] { 0xff, 0xff };
        var writer = new BitWriter(buffer, 2);
        writer.Write(5, 3);
        writer.Write(0x55, 7);
        Assert.Equal(2, writer.Finish());
        Assert.Equal([0b101_10101, 0b01_000000], buffer);
    }

    [Theory]
    [InlineData(5, 2, "1001")]
    [InlineData(0, 0, "0")]
    [InlineData(3, 0, "1110")]
    [InlineData(23, 1, "1111111111101")]
    [InlineData(24, 1, "111111111111000000000000011000")]
    public void Rice_codes_are_the_bits_of_the_specification(uint value, int k, string bits)
    {
        var buffer = new byte[5];
        var writer = new BitWriter(buffer, 5);
        writer.WriteRice(value, k);
        writer.Finish();
        Assert.StartsWith(bits, string.Concat(buffer.Select(b => b.ToString("b8"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, "00111")]
    [InlineData(8, "0101000")]
    [InlineData(32, "10000000100000")]
    [InlineData(4096, "1100000000000000000001000000000000")]
    public void Prefixed_numbers_take_the_smallest_width(uint value, string bits)
    {
        var buffer = new byte[8];
        var writer = new BitWriter(buffer, 8);
        writer.WritePrefixed(value, 3, 5, 12);
        var length = writer.Finish();
        Assert.Equal((bits.Length + 7) / 8, length);
        Assert.StartsWith(bits, string.Concat(buffer.Select(b => b.ToString("b8"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Past_the_limit_nothing_is_written_and_it_says_so()
    {
        var buffer = new byte[3];
        var writer = new BitWriter(buffer, 2);
        writer.Write(0xffff, 16);
        Assert.False(writer.Overflowed);
        writer.Write(0xff, 8);
        Assert.True(writer.Overflowed);
        Assert.Equal(0, buffer[2]);
    }
}
