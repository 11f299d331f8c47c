using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Readings;

/// <summary>Exports readings.</summary>
internal static class ReadingsExportCommand
{
    private const string Csv = "csv";
    private const string GermanCsv = "csv-de";
    private const string Parquet = "parquet";
    private const string StandardOutput = "-";

    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var format = new Option<string>("--format")
        {
            Description = "csv; csv-de mit Semikolon, Dezimalkomma und Zeit in Jena für Tabellenprogramme; parquet / csv-de: for German spreadsheets",
            DefaultValueFactory = _ => Csv,
        };
        format.AcceptOnlyFromAmong(Csv, GermanCsv, Parquet);
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Zieldatei; ohne sie oder mit „-“ CSV auf die Standardausgabe / target file; without it or with - CSV to standard output" };
        var from = InstantOption.Create("--from", "ab, einschließlich / from, inclusive");
        var to = InstantOption.Create("--to", "bis, ausschließlich / to, exclusive");
        var devices = new Option<string[]>("--device") { Description = "nur diese Knoten oder EUIs, mehrfach / only these nodes or EUIs, repeated" };
        var command = new Command("export", "Messwerte ausgeben / export readings") { format, output, from, to, devices };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var (first, last) = (parse.GetValue(from) ?? DateTimeOffset.UnixEpoch, parse.GetValue(to) ?? DateTimeOffset.MaxValue);
            if (first >= last)
            {
                throw new RegistryException("--from muss vor --to liegen. / --from must be before --to.");
            }

            var rows = new ReadingRows(context.Get<IReadingStore>(), context.Get<INodeDirectory>(), context.Get<IJudgedReadings>())
                .Read(Chosen(context, parse.GetValue(devices) ?? []), first.ToUnixTimeMilliseconds(), last.ToUnixTimeMilliseconds());
            var kind = parse.GetRequiredValue(format);
            if (parse.GetValue(output) is { } file && file.ToString() != StandardOutput)
            {
                OwnFiles.Refuse(context, file.FullName);
                var count = await WriteAsync(file, kind, rows, cancellation);
                context.Show(
                    new { File = file.FullName, Readings = count },
                    console => console.WriteLine($"{count} Messwerte in {file.FullName} / readings written"));
                return ExitCodes.Done;
            }

            if (kind == Parquet)
            {
                throw new RegistryException("Parquet braucht --output DATEI. / Parquet needs --output FILE.");
            }

            if (context.IsJson)
            {
                // A script that reads JSON must not be given a table: with a file it gets its name and the number of readings.
                throw new RegistryException("Ohne Datei ist die Ausgabe CSV: mit --json auch --output DATEI angeben. / Without a file the output is CSV: with --json give --output FILE too.");
            }

            await CsvExport.WriteAsync(context.Io.Out, FormOf(kind), rows, cancellation);
            return ExitCodes.Done;
        });
    }

    private static CsvForm FormOf(string kind) => kind == GermanCsv ? CsvForm.German : CsvForm.Plain;

    private static Task<long> WriteAsync(FileInfo file, string kind, IEnumerable<ExportRow> rows, CancellationToken cancellation) => ResultFile.WriteAsync(
        file.FullName,
        async partial =>
        {
            await using var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.ReadWrite);
            if (kind == Parquet)
            {
                return await ParquetExport.WriteAsync(stream, rows, cancellation);
            }

            await using var writer = new StreamWriter(stream);
            return await CsvExport.WriteAsync(writer, FormOf(kind), rows, cancellation);
        },
        cancellation);

    private static List<DeviceDescription> Chosen(CommandContext context, string[] names) => names.Length == 0
        ? [.. context.Get<INodeDirectory>().All()]
        : [.. names.Select(name => DeviceSelector.Find(context, name)).DistinctBy(device => device.DeviceId)];
}
