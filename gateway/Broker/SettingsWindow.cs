namespace Jena.SensorNode.Gateway.Broker;

/// <summary>
/// Bounds the settings on the way to one node. The library keeps each until the node acknowledges it: one that subscribed again and
/// again and acknowledged nothing would fill the memory.
/// </summary>
internal sealed class SettingsWindow
{
    /// <summary>So many go out before the first must be acknowledged.</summary>
    public const int Most = 4;

    private readonly Lock _lock = new();
    private int _underWay;
    private bool _isOwed;

    /// <summary>Asks for one to be sent.</summary>
    /// <returns>False where too many are under way; <see cref="Acknowledge"/> tells when it may.</returns>
    public bool TryBegin()
    {
        lock (_lock)
        {
            _isOwed = _underWay == Most;
            _underWay += _isOwed ? 0 : 1;
            return !_isOwed;
        }
    }

    /// <summary>The node acknowledged one.</summary>
    /// <returns>True where another was held back and is to be sent now, as it is now.</returns>
    public bool Acknowledge()
    {
        lock (_lock)
        {
            _underWay = Math.Max(0, _underWay - 1);
            var isOwed = _isOwed;
            _isOwed = false;
            return isOwed;
        }
    }
}
