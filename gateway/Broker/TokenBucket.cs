namespace Jena.SensorNode.Gateway.Broker;

/// <summary>Lets a number of things a second pass on average, twice that at once; tells how long the next one has to wait.</summary>
internal sealed class TokenBucket(int perSecond, TimeProvider time)
{
    private double _tokens = perSecond * 2.0;
    private long _last = time.GetTimestamp();

    /// <summary>Takes one token; zero where it was there, else the time until it will be.</summary>
    public TimeSpan Take()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(perSecond * 2.0, _tokens + (time.GetElapsedTime(_last, now).TotalSeconds * perSecond)) - 1;
        _last = now;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
    }
}
