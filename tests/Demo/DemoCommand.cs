using System.CommandLine;

namespace Jena.SensorNode.Demo;

/// <summary>The command line of the demonstration.</summary>
internal static class DemoCommand
{
    public static RootCommand Create()
    {
        var trees = new Option<FileInfo>("--trees") { Description = "Liste der Bäume mit Koordinaten (CSV des Baumkatasters) / list of trees" };
        var trace = new Option<FileInfo>("--trace") { Description = "Aufgezeichnete Bodenfeuchte (CSV), treibt die Sonden / recorded soil moisture that drives the probes" };
        var nodes = new Option<int?>("--nodes") { Description = "Anzahl der Knoten / number of nodes" };
        var days = new Option<double?>("--days") { Description = "Gespielte Tage, sonst bis Strg-C / virtual days, else until Ctrl-C" };
        var pace = new Option<double>("--hours-per-second") { Description = "Höchstens so viele Stunden je Sekunde, 0 = so schnell es geht / pace limit", DefaultValueFactory = _ => 6 };
        var sample = new Option<uint>("--sample-seconds") { Description = "Messabstand / sampling interval", DefaultValueFactory = _ => 900 };
        var send = new Option<uint>("--send-seconds") { Description = "Sendeabstand / sending interval", DefaultValueFactory = _ => 6 * 3600 };
        var port = new Option<int>("--port") { Description = "Port der Seite, 0 = ein freier / port of the page" };
        trees.AcceptExistingOnly();
        trace.AcceptExistingOnly();
        var command = new RootCommand("Knoten, Gateway und Stadtplattform auf diesem Rechner / nodes, gateway and city platform on this machine")
        {
            trees, trace, nodes, days, pace, sample, send, port,
        };
        command.SetAction((parsed, cancellation) => DemoRun.RunAsync(
            new DemoOptions
            {
                TreesFile = parsed.GetValue(trees)?.FullName,
                TraceFile = parsed.GetValue(trace)?.FullName,
                Nodes = parsed.GetValue(nodes),
                Days = parsed.GetValue(days),
                HoursPerSecond = parsed.GetValue(pace),
                SampleIntervalSeconds = parsed.GetValue(sample),
                SendIntervalSeconds = parsed.GetValue(send),
                WebPort = parsed.GetValue(port),
            },
            Console.Out,
            cancellation));
        return command;
    }
}
