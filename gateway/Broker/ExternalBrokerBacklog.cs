using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Jena.SensorNode.Gateway.Broker;

/// <summary>
/// Knows how long a frame can have been under way that an outside broker hands over. The broker may hold a backlog that is weeks old,
/// and handing it over may take hours; only a message of our own tells where it ends. A broker gives one session its messages in the order
/// in which it took them, so whatever comes behind a marker was taken after the marker was sent. Until a first marker comes back
/// (never, where the broker's rights forbid it) nothing bounds the way.
/// </summary>
internal sealed class ExternalBrokerBacklog(TimeProvider time, int longestDelaySeconds)
{
    /// <summary>Topic of the markers: of the filter of the frames, so that no broker may keep them in another queue, and no node's.</summary>
    public const string Topic = "jsn/gateway/up";

    private const int NonceBytes = 16;

    // A marker that is not back yet may be lost, or wait behind the backlog: the longer it is out, the rarer the next ones, so that
    // few are out even after a year.
    private const int AgeBetweenMarkers = 8;
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<(ulong Number, long Timestamp)> _out = [];
    private readonly byte[] _nonce = new byte[NonceBytes];
    private ulong _number;
    private long? _since;
    private long? _lastSent;

    /// <summary>True once a marker came back in this run.</summary>
    public bool HasReturned { get; private set; }

    /// <summary>Timestamp after which the broker took the frame that is being read now; null = unknown.</summary>
    public long? Since
    {
        get
        {
            lock (_lock)
                return _since;
        }
    }

    /// <summary>Begins a connection: markers of an earlier one count no more, for what they bounded may come again behind them.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            RandomNumberGenerator.Fill(_nonce);
            _out.Clear();
            _lastSent = null;
        }
    }

    /// <summary>The next marker to send; null if it is not time yet.</summary>
    public byte[]? Next()
    {
        lock (_lock)
        {
            if (_lastSent is { } last && time.GetElapsedTime(last) < Interval())
                return null;
            var marker = new byte[NonceBytes + sizeof(ulong)];
            _nonce.CopyTo(marker, 0);
            BinaryPrimitives.WriteUInt64BigEndian(marker.AsSpan(NonceBytes), ++_number);
            _lastSent = time.GetTimestamp();
            _out.Add((_number, _lastSent.Value));
            return marker;
        }
    }

    /// <summary>Takes a message of the marker topic: one of this connection ends the backlog up to its sending, any other tells nothing.</summary>
    public void Return(ReadOnlySpan<byte> marker)
    {
        lock (_lock)
        {
            if (marker.Length != NonceBytes + sizeof(ulong) || !CryptographicOperations.FixedTimeEquals(marker[..NonceBytes], _nonce))
                return;
            var number = BinaryPrimitives.ReadUInt64BigEndian(marker[NonceBytes..]);
            var index = _out.FindIndex(sent => sent.Number == number);
            if (index < 0)
                return;
            (_since, HasReturned) = (_out[index].Timestamp, true);
            _out.RemoveRange(0, index + 1);
        }
    }

    /// <summary>A frame that was read while <see cref="Since"/> had a value will come again, perhaps behind a later marker's time.</summary>
    public void ComesAgain(long? since)
    {
        lock (_lock)
            _since = since is { } its && _since is { } now ? Math.Min(its, now) : null;
    }

    /// <summary>Longest time a frame can have been under way that is read now, in ms; null = unknown.</summary>
    /// <param name="since"><see cref="Since"/> when it was read.</param>
    public int? DelayBound(long? since)
    {
        if (since is not { } timestamp)
            return null;
        var bound = (longestDelaySeconds * 1000L) + (long)Math.Ceiling(time.GetElapsedTime(timestamp).TotalMilliseconds);
        // A bound that does not fit would be one that is too short.
        return bound <= int.MaxValue ? (int)bound : null;
    }

    private TimeSpan Interval()
    {
        var oldest = _out.Count == 0 ? TimeSpan.Zero : time.GetElapsedTime(_out[0].Timestamp) / AgeBetweenMarkers;
        return oldest > ShortestInterval ? oldest : ShortestInterval;
    }
}
