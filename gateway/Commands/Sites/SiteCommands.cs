using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Sites;

/// <summary>Trees and spots.</summary>
internal static class SiteCommands
{
    /// <summary>The verbs under <c>site</c>.</summary>
    public static Command Create(CommandRunner runner) => new("site", "Standorte / sites") { Import(runner), SiteListCommand.Create(runner), Add(runner) };

    private static Command Import(CommandRunner runner)
    {
        var files = new Argument<FileInfo[]>("DATEI")
        {
            Description = "CSV: Baumkataster (gisid, rechtswert, hochwert; EPSG:25832), Bäume mit Sensoren, Sensorlisten / tree register, trees with sensors, sensor lists",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command(
            "import",
            "Listen der Stadt einlesen; schlechte Zeilen werden genannt, gute übernommen / import the city's lists; bad rows are named, good ones taken")
        {
            files,
        };
        return runner.BindAnywhere(command, async (parse, context, cancellation) =>
        {
            var all = parse.GetValue(files)!;
            foreach (var file in all.Length > 1 ? all : [])
            {
                Check(file);
            }

            return await ImportAsync(context, all, cancellation);
        });
    }

    // A list that is none is told before anything of the others is taken.
    private static void Check(FileInfo file)
    {
        using var stream = file.OpenRead();
        try
        {
            SiteImport.Check(stream);
        }
        catch (RegistryException problem)
        {
            throw new RegistryException($"{file.Name}: {problem.Message}");
        }
    }

    private static async Task<int> ImportAsync(CommandContext context, FileInfo[] files, CancellationToken cancellation)
    {
        var reports = new List<object>();
        var problems = 0;
        try
        {
            foreach (var file in files)
            {
                using var stream = file.OpenRead();
                var report = await context.Get<SiteImport>().ImportAsync(stream, cancellation);
                reports.Add(new { File = file.Name, report.Kind, report.Added, report.Updated, report.Unchanged, report.LeftOut, report.Problems, report.Notes });
                problems += report.LeftOut;
                if (!context.IsJson)
                {
                    ImportReportView.Draw(context.Console, file.Name, report);
                }
            }
        }
        finally
        {
            // Also where a later file failed: what was imported before it is told.
            if (context.IsJson && reports.Count > 0)
            {
                context.Show(reports, _ => { });
            }
        }

        return problems == 0 ? ExitCodes.Done : ExitCodes.DoneWithProblems;
    }

    private static Command Add(CommandRunner runner)
    {
        var reference = new Argument<string>("KENNUNG") { Description = "Kennung des Standorts / reference of the site" };
        var name = new Option<string>("--name") { Description = "Name", Required = true };
        var latitude = new Option<double>("--latitude") { Description = "Breite, WGS 84 / latitude", Required = true };
        var longitude = new Option<double>("--longitude") { Description = "Länge, WGS 84 / longitude", Required = true };
        var command = new Command("add", "Einen Standort anlegen oder ändern / add or change a site") { reference, name, latitude, longitude };
        return runner.BindAnywhere(command, async (parse, context, cancellation) =>
        {
            var site = new SiteRecord(
                parse.GetValue(reference)!, parse.GetValue(name)!, parse.GetValue(latitude), parse.GetValue(longitude));
            var isNew = await context.Get<SiteImport>().AddAsync(site, cancellation);
            context.Show(
                new { site.Reference, IsNew = isNew },
                console => console.WriteLine(isNew ? $"Standort {site.Reference} angelegt. / Site added." : $"Standort {site.Reference} geändert. / Site changed."));
            return ExitCodes.Done;
        });
    }
}
