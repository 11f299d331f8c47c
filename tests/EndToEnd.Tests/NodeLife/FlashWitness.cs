using System.Buffers.Binary;
using Jena.SensorNode.Emulator;

namespace Jena.SensorNode.EndToEnd.Tests.NodeLife;

/// <summary>
/// Looks at a node's flash after each wake and writes down which samples came to stand there, and when in true time that wake was: the truth
/// against which the gateway is held. Reads the journal's records as <c>JournalRecord</c> describes them.
/// </summary>
internal sealed class FlashWitness
{
    private const byte EpochMark = 0xe7;
    private const int FixedBytes = 12;

    private readonly Dictionary<string, int> _lengths = [];

    /// <summary>Watches a device from now on.</summary>
    public FlashWitness(VirtualDevice device) => device.WakeEnded += Look;

    /// <summary>Begin and end of the wake in which each sample was taken, by boot and counter.</summary>
    public Dictionary<(uint Boot, uint Counter), (DateTimeOffset From, DateTimeOffset To)> Samples { get; } = [];

    /// <summary>Names that were given to two samples: there must be none.</summary>
    public List<(uint Boot, uint Counter)> GivenTwice { get; } = [];

    private void Look(VirtualDevice device, WakeReport wake)
    {
        foreach (var name in device.Flash.FileNames.Where(name => name is ['j', _, _, '.', 'd', 'a', 't']).ToList())
        {
            var known = _lengths.GetValueOrDefault(name);
            var data = device.Flash.Read(name)!;
            // A file that became shorter is another segment of the ring.
            var from = data.Length < known ? 0 : known;
            if (data.Length != known)
                Note(data, from, wake);
            _lengths[name] = data.Length;
        }

        foreach (var name in _lengths.Keys.Except(device.Flash.FileNames).ToList())
            _lengths.Remove(name);
    }

    private void Note(byte[] data, int from, WakeReport wake)
    {
        var recordBytes = Math.Max(16, FixedBytes + (2 * data[1]));
        uint boot = 0;
        for (var at = 0; at + recordBytes <= data.Length; at += recordBytes)
        {
            if (data[at] == EpochMark)
                boot = BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at + 4));
            else if (at >= from)
                Add((boot, BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at + 2))), wake);
        }
    }

    private void Add((uint Boot, uint Counter) sample, WakeReport wake)
    {
        if (!Samples.TryAdd(sample, (wake.Start, wake.End)))
            GivenTwice.Add(sample);
    }
}
