using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Timing;

/// <summary>A machine whose wall clock can jump while its monotonic counter goes on.</summary>
internal sealed class JumpingTime(DateTimeOffset start) : TimeProvider
{
    private readonly FakeTimeProvider _steady = new(start);
    private TimeSpan _offset;

    public override long TimestampFrequency => _steady.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _steady.GetUtcNow() + _offset;

    public override long GetTimestamp() => _steady.GetTimestamp();

    public void Advance(TimeSpan span) => _steady.Advance(span);

    public void Jump(TimeSpan span) => _offset += span;

    public void Set(DateTimeOffset now) => _offset = now - _steady.GetUtcNow();
}
