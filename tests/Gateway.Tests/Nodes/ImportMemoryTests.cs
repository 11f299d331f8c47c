using System.Text;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Csv;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>Files without end, and the memory of the whole process.</summary>
[Collection<Alone>]
public sealed class ImportMemoryTests
{
    private const string Header = "gisid,strasse,baumnummer,ga_lang,rechtswert,hochwert";

    [Fact]
    public async Task Garbage_of_a_hundred_megabytes_is_refused_or_counted_in_little_memory()
    {
        await using var registry = new TestRegistry();
        await registry.ImportAsync($"{Header}\n1_101,Anger,1,Linde,683635.9,5648052.7"); // Warm: what is measured is the file.
        const int Rows = 400_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long? most = null;
        var stream = new RepeatingStream($"{Header}\n", $"kein Baum, {new string('x', 230)}\n", Rows, () => most = Math.Max(most ?? long.MinValue, GC.GetTotalMemory(forceFullCollection: true) - before));

        var report = await registry.Import.ImportAsync(stream, TestRegistry.Cancellation);

        Assert.Equal((0, Rows), (report.Added, report.LeftOut));
        Assert.Equal(ImportProblems.MaximumNamed, report.Problems.Count);
        Assert.True(stream.Position > 90_000_000);
        // Below nothing where what tests before this one left is let go of meanwhile.
        Assert.NotNull(most);
        Assert.True(most <= 30_000_000, $"{most} bytes");
    }

    [Fact]
    public async Task One_line_without_end_is_no_header_and_costs_no_memory()
    {
        await using var registry = new TestRegistry();
        long? most = null;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var stream = new RepeatingStream("", new string('\u0001', 1000), 60_000, () => most = Math.Max(most ?? long.MinValue, GC.GetTotalMemory(forceFullCollection: true) - before));

        await Assert.ThrowsAsync<RegistryException>(() => registry.Import.ImportAsync(stream, TestRegistry.Cancellation));

        Assert.NotNull(most);
        Assert.True(most <= 30_000_000, $"{most} bytes");
    }

    /// <summary>A head and then one text over and over, never in memory as a whole; tells at every 16 MB.</summary>
    private sealed class RepeatingStream(string head, string body, int times, Action look) : Stream
    {
        private const long LookEvery = 16_000_000;
        private readonly byte[] _body = Encoding.UTF8.GetBytes(body);
        private byte[] _now = Encoding.UTF8.GetBytes(head);
        private int _left = times;
        private int _offset;
        private long _looked;

        public override long Position { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_offset == _now.Length)
            {
                if (_left-- <= 0)
                    return 0;
                (_now, _offset) = (_body, 0);
            }

            if (Position - _looked > LookEvery)
            {
                _looked = Position;
                look();
            }

            var taken = Math.Min(count, _now.Length - _offset);
            Array.Copy(_now, _offset, buffer, offset, taken);
            _offset += taken;
            Position += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
