using Jena.SensorNode.Gateway.Readings.Damage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>
/// Settled samples in order of commit, for who was away so long that the log is gone. Holds one settling step in memory
/// while it is followed, so that a window does not unpack the whole step again.
/// </summary>
internal sealed class SettledSteps(DamageBook damage, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _lastSequence;
    private Sample[] _samples = [];
    private long _used;
    private int _generation;

    /// <summary>Changes when steps are rewritten; to be asked before the snapshot that is read from.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>The next settled samples after a sequence, at most so many; none if none is left.</summary>
    public IReadOnlyList<Sample> After(SqliteConnection connection, int generation, long sequence, int maximumCount)
    {
        while (true)
        {
            var (last, parts) = BlockTable.StepAfter(connection, sequence);
            if (parts.Count == 0)
                return [];
            var samples = Samples(connection, generation, last, parts);
            var first = Array.FindIndex(samples, sample => sample.Sequence > sequence);
            if (first >= 0)
                return samples[first..(first + Math.Min(samples.Length - first, maximumCount))];
            sequence = last;
        }
    }

    /// <summary>Lets go of what is no longer as it is on disk.</summary>
    public void Forget()
    {
        lock (_lock)
            (_lastSequence, _samples, _generation) = (0, [], _generation + 1);
    }

    /// <summary>Lets go of what nobody followed for a while.</summary>
    public void Rest()
    {
        lock (_lock)
        {
            if (_samples.Length > 0 && time.GetElapsedTime(_used) > Kept)
                (_lastSequence, _samples) = (0, []);
        }
    }

    private Sample[] Samples(SqliteConnection connection, int generation, long lastSequence, List<long> parts)
    {
        lock (_lock)
        {
            _used = time.GetTimestamp();
            if (_lastSequence == lastSequence)
                return _samples;
            Sample[] samples = [.. parts.SelectMany(part => BlockTable.OfPart(connection, damage, part)).SelectMany(block => block.Samples).OrderBy(sample => sample.Sequence)];
            // Read from a snapshot of before they were rewritten, they must not outlast it.
            if (generation == _generation)
                (_lastSequence, _samples) = (lastSequence, samples);
            return samples;
        }
    }
}
