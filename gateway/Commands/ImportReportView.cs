using Jena.SensorNode.Gateway.Nodes;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>What an import did, for people.</summary>
internal static class ImportReportView
{
    private const int ProblemsShown = 20;

    /// <summary>Draws it.</summary>
    public static void Draw(IAnsiConsole console, string file, ImportReport report)
    {
        console.WriteLine($"{file}: {report.Kind}");
        console.WriteLine($"  neu / added {report.Added}, geändert / updated {report.Updated}, unverändert / unchanged {report.Unchanged}, ausgelassen / left out {report.LeftOut}");
        foreach (var note in report.Notes)
        {
            console.WriteLine($"  {note}");
        }

        foreach (var problem in report.Problems.Take(ProblemsShown))
        {
            console.MarkupLine($"  Zeile / line {problem.Line}: {Safe.Text(problem.Reason)}");
        }

        if (report.LeftOut > ProblemsShown)
        {
            console.WriteLine($"  … und {report.LeftOut - ProblemsShown} weitere, mit --json genannt / and more, named with --json");
        }
    }
}
