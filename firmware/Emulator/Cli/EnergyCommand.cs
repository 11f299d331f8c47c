using System.CommandLine;
using System.Diagnostics;
using Jena.SensorNode.Emulator.Power;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Frames.Batteries;

namespace Jena.SensorNode.Emulator.Cli;

/// <summary>Charge a day by cause and life of batteries for a settings file, beside the same node sending at every wake.</summary>
internal static class EnergyCommand
{
    public static Command Create()
    {
        var settings = new Option<string>("--settings") { Description = "Knotendatei (node.cfg) oder 'defaults' / node file or 'defaults'", DefaultValueFactory = _ => "defaults" };
        var days = new Option<int>("--days") { Description = "Tage / days", DefaultValueFactory = _ => 365 };
        var command = new Command("energy", "Ladung je Tag und Batterielaufzeit / charge a day and battery life") { settings, days };
        command.SetAction(parsed => Print(parsed.GetValue(settings)!, parsed.GetValue(days)));
        return command;
    }

    private static void Print(string settings, int days)
    {
        var program = NodeProgram.LoadMeteredNode();
        var planned = ExampleNode.Read(settings);
        var always = ExampleNode.Read(settings);
        always.Settings.SendingIntervalSeconds = always.Settings.SamplingIntervalSeconds;
        var watch = Stopwatch.StartNew();
        var first = EnergyRun.Of(planned, program, days);
        var second = EnergyRun.Of(always, program, days);

        Console.WriteLine($"{days} Tage, gemessen alle {planned.Settings.SamplingIntervalSeconds} s / {days} days, sampled every {planned.Settings.SamplingIntervalSeconds} s");
        Console.WriteLine();
        Console.WriteLine($"{"mAh/Tag / mAh a day",-34}{"gesendet alle / sent every",16}");
        Console.WriteLine($"{"",-34}{planned.Settings.SendingIntervalSeconds + " s",14}{always.Settings.SendingIntervalSeconds + " s",14}");
        foreach (var cause in Enum.GetValues<EnergyCause>())
        {
            Console.WriteLine($"{Names[(int)cause],-34}{first.PerDay(cause),14:0.0000}{second.PerDay(cause),14:0.0000}");
        }

        Console.WriteLine($"{"Summe / total",-34}{first.TotalPerDay,14:0.0000}{second.TotalPerDay,14:0.0000}");
        Console.WriteLine($"{"mittlerer Strom / mean, µA",-34}{first.MeanMicroamperes,14:0.0}{second.MeanMicroamperes,14:0.0}");
        Console.WriteLine($"{"Anteil / ratio",-34}{first.TotalPerDay / second.TotalPerDay,14:0.000}{1,14:0.000}");
        Console.WriteLine($"{"Wachphasen / wakes a day",-34}{first.WakesPerDay,14:0.0}{second.WakesPerDay,14:0.0}");
        Console.WriteLine($"{"mit Funk / with radio a day",-34}{first.RadioWakesPerDay,14:0.0}{second.RadioWakesPerDay,14:0.0}");
        Console.WriteLine($"{"wach ohne Funk / awake quiet, s",-34}{first.QuietAwakeSeconds,14:0.00}{second.QuietAwakeSeconds,14:0.00}");
        Console.WriteLine($"{"wach mit Funk / awake with radio, s",-35}{first.RadioAwakeSeconds,13:0.00}{second.RadioAwakeSeconds,14:0.00}");
        Console.WriteLine($"{"Flash-Löschungen / erases a day",-34}{first.ErasesPerDay,14:0.00}{second.ErasesPerDay,14:0.00}");
        Console.WriteLine();
        Console.WriteLine("Jahre bis leer, in Klammern bis zum halben Takt / years until empty, in brackets until half the rate");
        foreach (var battery in BatteryModel.Named)
        {
            Console.WriteLine($"{battery.Name,-34}{Years(battery, first),14}{Years(battery, second),14}");
        }

        Console.WriteLine();
        Console.WriteLine($"gerechnet in / took {watch.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>By the limits that a node has which was provisioned for this battery, measured as it measures: the processor's load, no radio.</summary>
    private static string Years(BatteryModel battery, EnergyRun run)
    {
        var limit = BatteryKind.Find(battery.Kind)!.HalfRateBelowMillivolts;
        var spent = 1 - battery.ChargeShareAt(limit, new EnergyAssumptions().ProcessorBusyMilliamperes, 20);
        return $"{battery.LifeYears(run.TotalPerDay):0.0} ({battery.YearsToSpend(spent, run.TotalPerDay):0.0})";
    }

    private static string[] Names { get; } =
    [
        "Start / boot", "Prozessor / processor", "Funk: Anmelden / radio: connect", "Funk: Hören / radio: listen",
        "Funk: Senden / radio: transmit", "Sonden / probes", "Flash", "Schlaf / sleep",
    ];
}
