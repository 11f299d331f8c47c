namespace Jena.SensorNode.Gateway.Readings;

/// <summary>
/// Keeps samples: durable, each identity once, in order of commit. The contract tests hold for every implementation.
/// </summary>
internal interface IReadingStore
{
    /// <summary>Highest sequence committed; 0 while empty.</summary>
    long LastSequence { get; }

    /// <summary>Raised after a commit with new samples, on the writer's thread: return at once.</summary>
    event Action? Appended;

    /// <summary>Stores the samples of a batch that are new.</summary>
    /// <returns>How many were new; completes when they, and what made the others old, are durable.</returns>
    /// <exception cref="Storage.StorageUnavailableException">Nothing of the batch was stored.</exception>
    Task<int> AppendAsync(SampleBatch batch, CancellationToken cancellation = default);

    /// <summary>The streams of a device with the counters received, by boot and incarnation.</summary>
    IReadOnlyList<StreamSummary> Streams(int deviceId);

    /// <summary>How many of a run of counters are stored in a stream already. From memory.</summary>
    int CountKnown(StreamKey stream, uint firstCounter, int count);

    /// <summary>One sample by its identity; null if it is not stored. Slow: searches what lies on disk.</summary>
    Sample? Find(SampleIdentity identity);

    /// <summary>
    /// Samples of a device taken in [from, to), by time; each that is stored when it is asked for comes once. A long range is read in parts of some weeks,
    /// each a snapshot when its turn comes: who takes long holds neither memory nor what the store would have to keep for him.
    /// </summary>
    IEnumerable<Sample> Read(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds);

    /// <summary>Hours of a device that begin in [from, to) and of which retention has left one sample each: what all of them were.</summary>
    IReadOnlyList<HourSummary> ThinnedHours(int deviceId, long fromUnixMilliseconds, long toUnixMilliseconds);

    /// <summary>The last samples of a device in order of commit, newest last.</summary>
    IReadOnlyList<Sample> Recent(int deviceId, int maximumCount);

    /// <summary>The newest sample of a device by its time; null if it has none.</summary>
    Sample? Latest(int deviceId);

    /// <summary>The next samples in order of commit after a sequence; what a sink or a calculation follows with its cursor.</summary>
    /// <param name="afterSequence">The last one already seen.</param>
    /// <param name="maximumCount">At most so many.</param>
    IReadOnlyList<Sample> ReadAfter(long afterSequence, int maximumCount);

    /// <summary>Whether anything of a device has become unreadable, so that answers leave it out; as far as it was come across in this run.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="fromUnixMilliseconds">What was taken on an earlier day does not count; of what waited in the log the day is not known, and it does.</param>
    bool HasUnreadable(int deviceId, long fromUnixMilliseconds);

    /// <summary>Newest arrival that a set clock stamped, Unix milliseconds; 0 if nothing arrived yet. What a clock must not be before.</summary>
    long NewestTrustedArrival();

    /// <summary>Highest number of a period without a set clock of which samples wait for their final times; 0 if none do.</summary>
    int LastPeriod();

    /// <summary>
    /// Gives provisional times their final value, all in one transaction; and final ones new values where they turned out wrong, those of the
    /// youngest samples in that transaction, of older ones in further ones.
    /// </summary>
    /// <param name="repair">Given every sample in question in order of commit; tells the final times. One without an answer stays as it is.</param>
    /// <param name="arrivedAfterUnixMilliseconds">Samples with final times that arrived after this are in question too; <see cref="long.MaxValue"/> = none.</param>
    /// <param name="cancellation">Ends the waiting for the disk.</param>
    /// <returns>Samples repaired.</returns>
    Task<int> RepairTimesAsync(
        Func<IReadOnlyList<ProvisionalSample>, IEnumerable<RepairedTime>> repair, long arrivedAfterUnixMilliseconds = long.MaxValue, CancellationToken cancellation = default);
}

/// <summary>A sample whose time is not final, or is in question.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Period">The period without a set clock in which it arrived; 0 where the clock was believed.</param>
internal readonly record struct ProvisionalSample(Sample Sample, int Period);

/// <summary>A time that is final.</summary>
/// <param name="Sequence">Of which sample.</param>
/// <param name="TimeUnixMilliseconds">When the sample was taken.</param>
/// <param name="UncertaintyMilliseconds">± of it.</param>
/// <param name="ReceivedUnixMilliseconds">When it arrived.</param>
/// <param name="IsArrivalKnown">False where that is a guess: the sample's age then proves nothing of the node's clock and is forgotten.</param>
internal readonly record struct RepairedTime(long Sequence, long TimeUnixMilliseconds, int UncertaintyMilliseconds, long ReceivedUnixMilliseconds, bool IsArrivalKnown);
