using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Tests.Ingest;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>
/// A node with a journal as the firmware has it: a sample every quarter of an hour of its own clock, kept until sent, oldest first; what
/// an earlier boot left goes with a lower bound for its age, for nobody counted while the power was gone.
/// </summary>
internal sealed class JournalNode(uint nodeId, double drift)
{
    private const uint SamplingSeconds = 900;
    private const uint FirstSeconds = 3;

    private readonly List<(uint Boot, uint Counter, uint Seconds)> _journal = [];
    private readonly Dictionary<uint, uint> _lastSecondsOf = [];
    private DateTimeOffset _zero;
    private uint _boot;
    private uint _taken;

    /// <summary>The node's id.</summary>
    public uint NodeId => nodeId;

    /// <summary>True times, Unix ms.</summary>
    public Dictionary<(uint Boot, uint Counter), long> Truth { get; } = [];

    /// <summary>Power comes: a new boot.</summary>
    public void Start(DateTimeOffset now) => (_zero, _boot, _taken) = (now, _boot + 1, 0);

    /// <summary>Takes the samples that are due.</summary>
    public void LiveUntil(DateTimeOffset now)
    {
        for (var seconds = FirstSeconds + (_taken * SamplingSeconds); TrueTime(seconds + 0.5) <= now; seconds += SamplingSeconds)
        {
            Truth[(_boot, _taken)] = TrueTime(seconds + 0.5).ToUnixTimeMilliseconds();
            _journal.Add((_boot, _taken++, seconds));
            _lastSecondsOf[_boot] = seconds;
        }
    }

    /// <summary>The frames of a session, and how many samples each has.</summary>
    public IReadOnlyList<(byte[] Frame, int Samples)> Frames(DateTimeOffset now, byte[] key) =>
        [.. _journal.GroupBy(sample => sample.Boot).SelectMany(boot => boot.Chunk(24)).Select(samples =>
            (TestFrames.Encode(nodeId, key, samples[0].Boot, samples[0].Counter, samples[0].Seconds, samples.Length, age: Age(samples[^1].Boot, samples[^1].Seconds, now)), samples.Length))];

    /// <summary>All of them were acknowledged.</summary>
    public void Forget() => _journal.Clear();

    private uint Age(uint boot, uint seconds, DateTimeOffset now)
    {
        var nowSeconds = (uint)((now - _zero).TotalSeconds * (1 + drift));
        if (boot == _boot)
            return nowSeconds - seconds;
        var counted = Enumerable.Range((int)boot, (int)(_boot - boot)).Sum(other => _lastSecondsOf.GetValueOrDefault((uint)other));
        return (uint)(nowSeconds + counted - seconds) | FrameContent.AgeIsAtLeast;
    }

    private DateTimeOffset TrueTime(double nodeSeconds) => _zero + TimeSpan.FromSeconds(nodeSeconds / (1 + drift));
}
