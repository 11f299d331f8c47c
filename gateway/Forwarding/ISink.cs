namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>A place that gets every reading. It keeps nothing: the outbox keeps cursor and order.</summary>
internal interface ISink : IAsyncDisposable
{
    /// <summary>Sends samples in the order given and waits until the other side has them.</summary>
    /// <param name="samples">A window: all of them may be under way at a time.</param>
    /// <param name="delivered">Told the index of each one that the other side has taken.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="SinkException">Not all of them were taken.</exception>
    Task SendAsync(IReadOnlyList<OutboundSample> samples, Action<int> delivered, CancellationToken cancellation);
}

/// <summary>A sink did not take something; the message says what a person can do about it, without secrets.</summary>
internal sealed class SinkException(string message, Exception? inner = null) : Exception(message, inner);
