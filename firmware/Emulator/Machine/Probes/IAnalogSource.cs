namespace Jena.SensorNode.Emulator.Probes;

/// <summary>Something wired to an ADC channel.</summary>
public interface IAnalogSource
{
    /// <summary>The voltage at the pin now, V.</summary>
    double Volts(DeviceRun run);

    /// <summary>Factor on the converter's noise: 0 for a line that something drives hard.</summary>
    double NoiseFactor(DeviceRun run) => 1;
}
