using CsCheck;
using Jena.SensorNode.Gateway.Readings.Damage;

namespace Jena.SensorNode.Gateway.Tests.Readings;

public class Crc16Tests
{
    // The check value of CRC-16/IBM-3740 in the catalogue of parametrised CRC algorithms.
    [Fact]
    public void The_sum_is_that_of_the_catalogue() => Assert.Equal(0x29B1, Crc16.Of("123456789"u8));

    [Fact]
    public void Any_turned_bit_and_any_short_run_of_bits_is_found() =>
        Gen.Select(Gen.Byte.Array[1, 400], Gen.Int[0, int.MaxValue], Gen.Int[1, ushort.MaxValue]).Sample((bytes, place, run) =>
        {
            var sum = Crc16.Of(bytes);
            var at = place % bytes.Length;
            bytes[at] ^= (byte)run;
            if (at + 1 < bytes.Length)
                bytes[at + 1] ^= (byte)(run >> 8);
            var isChanged = (run & 0xFF) != 0 || (at + 1 < bytes.Length && run >> 8 != 0);
            return isChanged == (sum != Crc16.Of(bytes));
        });
}
