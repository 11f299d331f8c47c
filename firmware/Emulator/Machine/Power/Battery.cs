namespace Jena.SensorNode.Emulator.Power;

/// <summary>One battery in use: its state of charge falls with what the node spends and with time.</summary>
/// <param name="model">The kind.</param>
/// <param name="chargeShare">State of charge at the start, 0 to 1.</param>
public sealed class Battery(BatteryModel model, double chargeShare = 1)
{
    private double leftMilliampereHours = model.CapacityMilliampereHours * chargeShare;

    /// <summary>The kind.</summary>
    public BatteryModel Model { get; } = model;

    /// <summary>0 to 1.</summary>
    public double ChargeShare => Math.Clamp(leftMilliampereHours / Model.CapacityMilliampereHours, 0, 1);

    /// <summary>Terminal voltage under a load, mV. Cold takes away charge and multiplies the resistance (doubling every 20 K).</summary>
    public int Millivolts(double loadMilliamperes, double celsius)
    {
        var cold = Math.Max(0, 20 - celsius);
        var share = Math.Clamp(ChargeShare - (cold * Model.CapacityLossPerKelvin * 0.5), 0, 1);
        var position = (1 - share) * (Model.OpenCircuitMillivolts.Count - 1);
        var index = Math.Min((int)position, Model.OpenCircuitMillivolts.Count - 2);
        var open = double.Lerp(Model.OpenCircuitMillivolts[index], Model.OpenCircuitMillivolts[index + 1], position - index);
        var ohms = Model.InternalOhms * Math.Pow(2, cold / 20) * (1 + (2 * (1 - share)));
        return (int)Math.Round(open - (loadMilliamperes * ohms));
    }

    /// <summary>Takes out charge and lets the self-discharge of a span pass.</summary>
    public void Spend(double millicoulombs, TimeSpan span) =>
        leftMilliampereHours -= (millicoulombs / 3600)
            + (Model.CapacityMilliampereHours * Model.SelfDischargePerYear * span.TotalDays / 365.25);
}
