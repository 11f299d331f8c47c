namespace Jena.SensorNode.Emulator.Power;

/// <summary>Charge spent, by cause.</summary>
public sealed class EnergyLedger
{
    private readonly double[] millicoulombs = new double[Enum.GetValues<EnergyCause>().Length];

    /// <summary>All causes together, mC.</summary>
    public double TotalMillicoulombs => millicoulombs.Sum();

    /// <summary>All causes together, mAh.</summary>
    public double TotalMilliampereHours => TotalMillicoulombs / 3600;

    /// <summary>Charge spent on one cause, mC.</summary>
    public double Millicoulombs(EnergyCause cause) => millicoulombs[(int)cause];

    /// <summary>Charge spent on one cause, mAh.</summary>
    public double MilliampereHours(EnergyCause cause) => Millicoulombs(cause) / 3600;

    /// <summary>A copy as it stands.</summary>
    public EnergyLedger Copy()
    {
        var copy = new EnergyLedger();
        millicoulombs.CopyTo(copy.millicoulombs, 0);
        return copy;
    }

    internal void Spend(EnergyCause cause, double milliamperes, TimeSpan time) =>
        millicoulombs[(int)cause] += milliamperes * time.TotalSeconds;
}
