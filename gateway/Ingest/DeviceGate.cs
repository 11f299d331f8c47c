using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>What the ingest remembers of one device: its verifiers, its clock models and its last stream. One frame at a time.</summary>
internal sealed class DeviceGate : IDisposable
{
    private const int MaximumModels = 6;
    private readonly List<(StreamKey Stream, NodeClockModel Model)> _models = [];
    private NodeKeys? _keys;
    private (int Repairs, int Period) _modelEpoch;

    /// <summary>Held while a frame of the device is resolved and stored.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Stream of the last frame; null before the first one of this run.</summary>
    public StreamKey? LastStream { get; set; }

    /// <summary>Verifier of the key in force.</summary>
    public FrameVerifier? Current { get; private set; }

    /// <summary>Verifier of the key before a rotation, while it is still good.</summary>
    public FrameVerifier? Previous { get; private set; }

    /// <summary>Makes verifiers when the keys changed.</summary>
    public void Take(NodeKeys keys)
    {
        if (ReferenceEquals(_keys, keys))
            return;
        Current = new FrameVerifier(keys.Key);
        Previous = keys.PreviousKey is { } previous ? new FrameVerifier(previous) : null;
        _keys = keys;
    }

    /// <summary>The clock model of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="epoch">Changes whenever stored times changed or another clock is in use: older models are then void.</param>
    /// <param name="build">Makes the model if it is not here.</param>
    public NodeClockModel ModelOf(StreamKey stream, (int Repairs, int Period) epoch, Func<StreamKey, NodeClockModel> build)
    {
        if (_modelEpoch != epoch)
        {
            _models.Clear();
            _modelEpoch = epoch;
        }

        var index = _models.FindIndex(entry => entry.Stream == stream);
        if (index >= 0)
            return _models[index].Model;
        if (_models.Count >= MaximumModels)
            _models.RemoveAt(0);
        var model = build(stream);
        _models.Add((stream, model));
        return model;
    }

    /// <inheritdoc/>
    public void Dispose() => Turn.Dispose();
}
