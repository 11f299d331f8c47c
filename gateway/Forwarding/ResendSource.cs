using System.Diagnostics;
using Jena.SensorNode.Gateway.Readings;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>
/// What one sink is to get again: one order after the other, device by device, oldest first, read in slices of time so that
/// a year costs no more memory than a day.
/// </summary>
internal sealed class ResendSource(string sink, IReadingStore store, Outbox outbox, SampleTranslator translator)
{
    private const long HourMilliseconds = 3_600_000;
    private const long LongestSlice = 32 * 24 * HourMilliseconds;
    private const int SamplesPerSlice = 500;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    private IReadOnlyList<Resend> _orders = [];
    private IEnumerator<Departure>? _running;
    private long _slice = 24 * HourMilliseconds;
    private long _lookedAt;

    /// <summary>Orders that are not done, with the one at work.</summary>
    public int Orders => _orders.Count;

    /// <summary>The order all samples of which have left; null while one is at work or none is there.</summary>
    public Resend? Exhausted { get; private set; }

    /// <summary>The next sample; null if there is none now.</summary>
    /// <param name="cursor">What the sink does not have yet, behind this sequence, comes by itself in its turn.</param>
    /// <param name="nowUnixMilliseconds">What the sink has is no younger, whatever the order says.</param>
    public Departure? Next(Func<long> cursor, long nowUnixMilliseconds)
    {
        if (Exhausted is not null)
            return null;
        if (_running is null && !Look(cursor, nowUnixMilliseconds))
            return null;
        if (_running!.MoveNext())
            return _running.Current;
        Exhausted = _orders[0];
        _running = null;
        return null;
    }

    /// <summary>Goes on to the next order, the exhausted one being noted as done.</summary>
    public void Forget()
    {
        Exhausted = null;
        _orders = [.. _orders.Skip(1)];
    }

    private bool Look(Func<long> cursor, long now)
    {
        if (_orders.Count == 0)
        {
            if (_lookedAt != 0 && Stopwatch.GetElapsedTime(_lookedAt) < LookAgain)
                return false;
            _lookedAt = Stopwatch.GetTimestamp();
            _orders = outbox.ReadResends(sink);
        }

        _running = _orders.Count == 0 ? null : Samples(_orders[0], cursor, now + 1).GetEnumerator();
        return _running is not null;
    }

    private IEnumerable<Departure> Samples(Resend order, Func<long> cursor, long end)
    {
        // People write 0001-01-01 and 9999-12-31 for "all".
        var (first, last) = (Math.Max(0, order.FromUnixMilliseconds), Math.Min(end, order.ToUnixMilliseconds));
        foreach (var deviceId in translator.Devices.Where(id => id >= order.NextDeviceId && (order.DeviceId is null || id == order.DeviceId)))
        {
            var from = deviceId == order.NextDeviceId ? Math.Max(first, order.NextUnixMilliseconds) : first;
            for (var to = from; from < last; from = to)
            {
                to = Math.Min(last, from + _slice);
                var samples = store.Read(deviceId, from, to).Where(sample => sample.Sequence <= cursor() && !sample.TimeIsProvisional).ToList();
                foreach (var sample in samples)
                    yield return new Departure(sample) { Resend = order with { NextDeviceId = deviceId, NextUnixMilliseconds = sample.TimeUnixMilliseconds } };
                _slice = Math.Clamp(_slice * SamplesPerSlice / Math.Max(samples.Count, SamplesPerSlice / 2), HourMilliseconds, LongestSlice);
            }
        }
    }
}
