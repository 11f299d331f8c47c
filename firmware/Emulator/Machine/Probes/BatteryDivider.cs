namespace Jena.SensorNode.Emulator.Probes;

/// <summary>The battery behind a divider, under the load of the moment.</summary>
/// <param name="ratio">Battery voltage over pin voltage, e.g. 2 for two equal resistors.</param>
public sealed class BatteryDivider(double ratio) : IAnalogSource
{
    /// <inheritdoc/>
    public double Volts(DeviceRun run) => run.BatteryMillivolts / 1000.0 / ratio;
}
