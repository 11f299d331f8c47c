using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Readings;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Readings;

/// <summary>Exports readings.</summary>
internal static class ReadingsExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var format = new Option<string>("--format") { Description = "csv oder parquet / csv or parquet", DefaultValueFactory = _ => "csv" };
        format.AcceptOnlyFromAmong("csv", "parquet");
        var output = new Option<FileInfo?>("--output", "-o") { Description = "Zieldatei; ohne sie CSV auf die Standardausgabe / target file; without it CSV to standard output" };
        var from = new Option<DateTimeOffset?>("--from") { Description = "ab, einschließlich (2026-04-01 oder mit Uhrzeit) / from, inclusive" };
        var to = new Option<DateTimeOffset?>("--to") { Description = "bis, ausschließlich / to, exclusive" };
        var devices = new Option<string[]>("--device") { Description = "nur diese Knoten oder EUIs, mehrfach / only these nodes or EUIs, repeated" };
        var command = new Command("export", "Messwerte ausgeben / export readings") { format, output, from, to, devices };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var rows = Rows(
                context,
                Chosen(context, parse.GetValue(devices) ?? []),
                parse.GetValue(from)?.ToUnixTimeMilliseconds() ?? 0,
                parse.GetValue(to)?.ToUnixTimeMilliseconds() ?? long.MaxValue);
            var isParquet = parse.GetValue(format) == "parquet";
            if (parse.GetValue(output) is not { } file)
            {
                if (isParquet)
                {
                    throw new RegistryException("Parquet braucht --output DATEI. / Parquet needs --output FILE.");
                }

                await CsvExport.WriteAsync(context.Io.Out, rows, cancellation);
                return ExitCodes.Done;
            }

            var count = await WriteAsync(file, isParquet, rows, cancellation);
            context.Show(
                new { File = file.FullName, Readings = count },
                console => console.WriteLine($"{count} Messwerte in {file.FullName} / readings written"));
            return ExitCodes.Done;
        });
    }

    private static async Task<long> WriteAsync(FileInfo file, bool isParquet, IEnumerable<ExportRow> rows, CancellationToken cancellation)
    {
        // A file that is being written must not be taken for a whole one.
        var temporary = file.FullName + ".part";
        long count;
        await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite))
        {
            if (isParquet)
            {
                count = await ParquetExport.WriteAsync(stream, rows, cancellation);
            }
            else
            {
                await using var writer = new StreamWriter(stream);
                count = await CsvExport.WriteAsync(writer, rows, cancellation);
            }
        }

        File.Move(temporary, file.FullName, overwrite: true);
        return count;
    }

    private static List<DeviceDescription> Chosen(CommandContext context, string[] names) => names.Length == 0
        ? [.. context.Get<INodeDirectory>().All()]
        : [.. names.Select(name => DeviceSelector.Find(context, name))];

    private static IEnumerable<ExportRow> Rows(CommandContext context, List<DeviceDescription> devices, long from, long to)
    {
        var store = context.Get<IReadingStore>();
        var directory = context.Get<INodeDirectory>();
        var interpreter = context.Get<ISampleInterpreter>();
        foreach (var device in devices)
        {
            foreach (var sample in store.Read(device.DeviceId, from, to))
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds);
                var then = directory.DescribeAt(device.DeviceId, at, sample.LayoutId) ?? device;
                foreach (var reading in interpreter.Interpret(sample, then))
                {
                    yield return ExportRow.Of(sample, then, reading);
                }
            }
        }
    }
}
