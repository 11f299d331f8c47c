using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>Keeps the bytes of genuine frames that break the format, the newest thousand, so that a fault of a node can be found.</summary>
internal sealed class RefusedFrames(DatabaseWriter writer)
{
    private const int Kept = 1000;

    /// <summary>Keeps a frame.</summary>
    /// <exception cref="StorageUnavailableException">It could not be written.</exception>
    public Task KeepAsync(byte[] frame, int deviceId, FrameError error, ClockReading arrival, CancellationToken cancellation) =>
        writer.WriteAsync(
            connection =>
            {
                connection.Run(
                    "INSERT INTO refused_frame(device_id, received_ms, error, frame) VALUES($device, $received, $error, $frame)",
                    ("$device", deviceId), ("$received", arrival.UnixMilliseconds), ("$error", error.ToString()), ("$frame", frame));
                connection.Run("DELETE FROM refused_frame WHERE refused_frame_id <= (SELECT max(refused_frame_id) FROM refused_frame) - $kept", ("$kept", Kept));
            },
            cancellation);
}
