using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Programs;
using NodeFile = Jena.SensorNode.Frames.NodeFile;

namespace Jena.SensorNode.Emulator.Cli;

/// <summary>A node's ledger over some days.</summary>
internal sealed class EnergyRun
{
    private readonly int days;
    private readonly EnergyLedger ledger;
    private readonly List<(double Awake, bool Radio)> wakes;
    private readonly long erases;

    private EnergyRun(int days, VirtualDevice device, List<(double Awake, bool Radio)> wakes)
    {
        this.days = days;
        this.wakes = wakes;
        ledger = device.Ledger;
        erases = device.Flash.Counters.BlocksErased;
    }

    public double TotalPerDay => ledger.TotalMilliampereHours / days;

    public double MeanMicroamperes => TotalPerDay / 24 * 1000;

    public double WakesPerDay => (double)wakes.Count / days;

    public double RadioWakesPerDay => (double)wakes.Count(wake => wake.Radio) / days;

    public double QuietAwakeSeconds => wakes.Where(wake => !wake.Radio).Select(wake => wake.Awake).DefaultIfEmpty().Average();

    public double RadioAwakeSeconds => wakes.Where(wake => wake.Radio).Select(wake => wake.Awake).DefaultIfEmpty().Average();

    public double ErasesPerDay => (double)erases / days;

    public static EnergyRun Of(NodeFile file, DeviceProgram program, int days)
    {
        var node = ExampleNode.Make(file, program, new DeviceOptions { HasEndlessBattery = true });
        var wakes = new List<(double, bool)>();
        node.Device.WakeEnded += (_, report) =>
        {
            wakes.Add((report.AwakeTime.TotalSeconds, report.RadioTime > TimeSpan.Zero));
            if (report.Outcome == WakeOutcome.Hung)
            {
                throw new InvalidOperationException($"The node hangs: {report.Reason}; {node.Device.LastUncaught}");
            }
        };
        node.RunUntil(ExampleNode.Start.AddDays(days));
        return new EnergyRun(days, node.Device, wakes);
    }

    public double PerDay(EnergyCause cause) => ledger.MilliampereHours(cause) / days;
}
