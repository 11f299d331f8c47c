namespace Jena.SensorNode.Emulator.Probes;

/// <summary>A device on an I²C bus.</summary>
public interface II2cTarget
{
    /// <summary>Faults by time.</summary>
    FaultPlan Faults { get; }

    /// <summary>Bytes written to it; false: not acknowledged.</summary>
    bool Write(DeviceRun run, byte[] data);

    /// <summary>Bytes read from it; null: not acknowledged.</summary>
    byte[]? Read(DeviceRun run, int count);

    /// <summary>Its supply has come.</summary>
    void PowerUp();
}
