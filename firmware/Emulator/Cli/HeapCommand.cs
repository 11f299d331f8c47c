using System.CommandLine;
using Jena.SensorNode.Emulator.Programs;

namespace Jena.SensorNode.Emulator.Cli;

/// <summary>Managed heap and instructions of wakes, and the size of the program.</summary>
internal static class HeapCommand
{
    public static Command Create()
    {
        var settings = new Option<string>("--settings") { Description = "Knotendatei (node.cfg) oder 'defaults' / node file or 'defaults'", DefaultValueFactory = _ => "defaults" };
        var wakes = new Option<int>("--wakes") { Description = "Wachphasen / wakes", DefaultValueFactory = _ => 30 };
        var command = new Command("heap", "Speicher und Befehle je Wachphase / heap and instructions a wake") { settings, wakes };
        command.SetAction(parsed => Print(parsed.GetValue(settings)!, parsed.GetValue(wakes)));
        return command;
    }

    private static void Print(string settings, int wakes)
    {
        var node = ExampleNode.Make(ExampleNode.Read(settings), NodeProgram.LoadMeteredNode(), new DeviceOptions { HasEndlessBattery = true, MetersHeap = true });
        var reports = Enumerable.Range(0, wakes).Select(_ => node.RunOneWake()).OfType<WakeReport>().ToList();
        Console.WriteLine($"{"Wachphase / wake",-20}{"Höchststand / peak",20}{"angelegt / allocated",22}{"IL-Befehle / instructions",28}{"Funk / radio",14}");
        foreach (var report in reports.Where((report, index) => index == 0 || report.RadioTime > TimeSpan.Zero || index == reports.Count - 1))
        {
            Console.WriteLine($"{report.Number,-20}{report.HeapPeakBytes,18} B{report.HeapAllocatedBytes,20} B{report.Instructions,28}{report.RadioTime.TotalSeconds,12:0.0} s");
        }

        Console.WriteLine($"{"Höchstens / at most",-20}{reports.Max(report => report.HeapPeakBytes),18} B");
        Console.WriteLine($"{"Programm / program",-20}{new FileInfo(NodeProgram.NodePath).Length,18} B (.dll)");
    }
}
