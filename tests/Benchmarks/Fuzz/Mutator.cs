namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>Makes damaged inputs out of good ones.</summary>
internal sealed class Mutator(Random random)
{
    private const int LongestInput = 4096;

    /// <summary>The next input.</summary>
    public byte[] Next(FuzzTarget target)
    {
        if (random.Next(20) == 0)
            return Noise(random.Next(256));
        var input = target.Make is { } make && random.Next(4) > 0 ? make(random) : (byte[])target.Seeds[random.Next(target.Seeds.Count)].Clone();

        // Some stay whole: what is made for a parser is of every form that it should take.
        for (var count = random.Next(5); count > 0; count--)
            input = Damage(input, target.Seeds);
        return input.Length <= LongestInput ? input : input[..LongestInput];
    }

    private byte[] Damage(byte[] input, IReadOnlyList<byte[]> seeds)
    {
        if (input.Length == 0)
            return Noise(8);
        var position = random.Next(input.Length);
        switch (random.Next(7))
        {
            case 0:
                input[position] ^= (byte)(1 << random.Next(8));
                return input;
            case 1:
                input[position] = (byte)random.Next(256);
                return input;
            case 2:
                input[position] = "\"{}[],:-.0123456789eEtfn\\u"u8[random.Next(26)];
                return input;
            case 3:
                return input[..position];
            case 4:
                return [.. input[..position], .. Noise(1 + random.Next(8)), .. input[position..]];
            case 5:
                var other = seeds[random.Next(seeds.Count)];
                return [.. input[..position], .. other[random.Next(other.Length)..]];
            default:
                var end = random.Next(position, input.Length);
                return [.. input[..end], .. input[position..]];
        }
    }

    private byte[] Noise(int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
