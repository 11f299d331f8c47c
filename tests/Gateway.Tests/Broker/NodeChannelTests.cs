using System.Buffers;
using System.IO.Pipelines;
using Jena.SensorNode.Gateway.Broker;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Broker;

/// <summary>What the library queues for a peer is bounded by what is taken from it.</summary>
public sealed class NodeChannelTests
{
    private static readonly byte[] Ping = [0xC0, 0];
    private readonly FakeTimeProvider _time = new();
    private readonly Wire _wire = new();

    [Fact]
    public async Task Nothing_is_read_from_a_peer_that_does_not_read_its_answers()
    {
        using var channel = Channel(200);
        await _wire.Incoming.Writer.WriteAsync(Ping, Cancellation);
        var answer = channel.WriteAsync(new ReadOnlySequence<byte>(new byte[2]), true, Cancellation);

        var read = channel.ReadAsync(new byte[2], 0, 2, Cancellation);

        Assert.False(read.IsCompleted);
        Assert.Equal(0, _wire.Reads);
        _wire.Hang.SetResult();
        await answer;
        Assert.Equal(2, await read);
    }

    [Fact]
    public async Task A_write_that_hangs_does_not_outlive_its_connection()
    {
        using var channel = Channel(200);
        using var end = new CancellationTokenSource();
        _ = channel.WriteAsync(new ReadOnlySequence<byte>(new byte[2]), true, Cancellation);
        var read = channel.ReadAsync(new byte[2], 0, 2, end.Token);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task A_peer_that_takes_nothing_for_ten_seconds_is_hung_up_on()
    {
        using var channel = Channel(200);
        var answer = channel.WriteAsync(new ReadOnlySequence<byte>(new byte[2]), true, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(answer.IsCompleted);
        Assert.True(channel.IsStuck);

        _time.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<TimeoutException>(() => answer);
        Assert.True(_wire.IsClosed);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(200, 800)]
    public async Task Packets_of_any_kind_have_a_rate_however_small_they_are(int framesPerSecond, int atOnce)
    {
        using var channel = Channel(framesPerSecond);
        await _wire.Incoming.Writer.WriteAsync(Enumerable.Repeat(Ping, atOnce + 2).SelectMany(ping => ping).ToArray(), Cancellation);

        for (var packet = 0; packet < atOnce; packet++)
            Assert.True(channel.ReadAsync(new byte[2], 0, 2, Cancellation).IsCompletedSuccessfully, $"packet {packet}");
        var further = channel.ReadAsync(new byte[2], 0, 2, Cancellation);

        Assert.False(further.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await further);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private NodeChannel Channel(int framesPerSecond) => new(_wire, null, null, new BrokerOptions { FramesPerSecond = framesPerSecond }, _time);

    /// <summary>A stream whose writes hang until they are let go.</summary>
    private sealed class Wire : Stream
    {
        public Pipe Incoming { get; } = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));

        public TaskCompletionSource Hang { get; } = new();

        public int Reads { get; private set; }

        public bool IsClosed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            return Incoming.Reader.AsStream(leaveOpen: true).ReadAsync(buffer, cancellationToken);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => new(Hang.Task);

        protected override void Dispose(bool disposing)
        {
            IsClosed = true;
            base.Dispose(disposing);
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
