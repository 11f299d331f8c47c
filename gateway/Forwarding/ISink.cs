namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>A place that gets every reading. It keeps nothing: the outbox keeps cursor and order.</summary>
internal interface ISink : IAsyncDisposable
{
    /// <summary>Makes sure that the other side is there; does nothing if it is.</summary>
    /// <exception cref="SinkException">It is not, or does not let the gateway in.</exception>
    Task OpenAsync(CancellationToken cancellation);

    /// <summary>Sends a sample behind all those of earlier calls, without waiting for their acknowledgement.</summary>
    /// <returns>Completes when the other side has it.</returns>
    /// <exception cref="SinkException">It may not have it.</exception>
    Task SendAsync(OutboundSample sample, CancellationToken cancellation);

    /// <summary>Leaves the other side; every send that waits fails.</summary>
    Task CloseAsync();
}

/// <summary>A sink did not take something; the message says what a person can do about it, without secrets.</summary>
internal sealed class SinkException(string message, Exception? inner = null) : Exception(message, inner);
