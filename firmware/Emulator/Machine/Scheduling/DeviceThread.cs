namespace Jena.SensorNode.Emulator.Scheduling;

/// <summary>A managed thread of the device: a real thread that runs only while it holds the baton.</summary>
public sealed class DeviceThread
{
    /// <summary>Priority of a thread that nobody changed.</summary>
    public const int NormalPriority = 2;

    internal DeviceThread(int id, Action body)
    {
        Id = id;
        Body = body;
    }

    /// <summary>1 for the first thread of a wake, counting up.</summary>
    public int Id { get; }

    /// <summary>0 (lowest) to 4 (highest).</summary>
    public int Priority { get; set; } = NormalPriority;

    /// <summary>True from start to end of its body.</summary>
    public bool IsAlive { get; internal set; }

    internal Action Body { get; }

    internal Turn Baton { get; } = new();

    internal Turn Finished { get; } = new();

    internal long QuantumStartTicks { get; set; }
}
