using BenchmarkDotNet.Attributes;
using Jena.SensorNode.Benchmarks.Sizes;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Decoding;

namespace Jena.SensorNode.Benchmarks.Codec;

/// <summary>Time and heap of the wire format on this machine, six channels.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly byte[] _output = new byte[FrameEncoder.MaximumFrameBytes];
    private readonly DecodedFrame _read = new();
    private FrameVerifier _verifier = null!;
    private FrameContent _content = null!;
    private byte[] _frame = null!;

    /// <summary>Samples in the frame.</summary>
    [Params(1, 24)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var samples = Enumerable.Range(0, Samples)
            .Select(i => new[] { 2410 - (i / 3), 2388 + (i % 2), 2205 - (i % 3), 120 + (i * 2), 131 + (i / 4), 140 });
        _content = new Batch([.. samples], 900).Content();
        _frame = _output[..FrameEncoder.Encode(_content, Batch.Key, _output)];
        _verifier = new FrameVerifier(Batch.Key);
    }

    [GlobalCleanup]
    public void Cleanup() => _verifier.Dispose();

    [Benchmark]
    public int Encode() => FrameEncoder.Encode(_content, Batch.Key, _output);

    [Benchmark]
    public bool Verify() => _verifier.Verify(_frame, Batch.NodeId);

    [Benchmark]
    public FrameError Decode() => FrameDecoder.Decode(_frame, _read);

    [Benchmark]
    public FrameError VerifyAndDecode() => FrameDecoder.Decode(_frame, Batch.NodeId, _verifier, _read);
}
