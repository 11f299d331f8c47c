using CsCheck;
using Jena.SensorNode.Gateway.Commands.Readings;
using Jena.SensorNode.Gateway.Nodes.Csv;
using Parquet.Serialization;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class ReadingsExportTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+49", "'+49")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("Linde, groß", "\"Linde, groß\"")]
    [InlineData("Linde", "Linde")]
    [InlineData("", "")]
    public void Text_that_a_spreadsheet_would_run_is_made_harmless(string text, string field) => Assert.Equal(field, CsvExport.Text(text));

    [Fact]
    public async Task Any_text_reads_back_as_one_field_that_starts_no_formula() => await Gen.String[Gen.Char, 0, 20].SampleAsync(async text =>
    {
        using var writer = new StringWriter();
        await CsvExport.WriteAsync(writer, CsvForm.Plain, [new ExportRow { Device = "x", SiteName = text }], CancellationToken.None);
        var field = CsvExport.Text(text);
        var content = field.StartsWith('"') ? field[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : field;
        Assert.DoesNotContain(content.FirstOrDefault(), "=+-@\t\r");
        if (!text.Contains('\n', StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal))
        {
            Assert.Equal(18, CsvReader.Read(writer.ToString().Split('\n')).Last().Fields!.Length);
        }
    });

    [Fact]
    public async Task Negative_numbers_stay_numbers_and_missing_values_empty()
    {
        using var writer = new StringWriter();
        var rows = new[]
        {
            new ExportRow { TimeUtc = new DateTime(2026, 4, 1, 6, 0, 0, DateTimeKind.Utc), Device = "00000001", Value = -12.5, Raw = -200, Unit = "kPa", DepthCentimeters = 30, Boot = 2, Sample = 7 },
            new ExportRow { TimeUtc = new DateTime(2026, 4, 1, 6, 15, 0, DateTimeKind.Utc), Device = "00000001", Fault = "Missing" },
        };

        Assert.Equal(2, await CsvExport.WriteAsync(writer, CsvForm.Plain, rows, TestContext.Current.CancellationToken));

        var lines = writer.ToString().Split("\r\n");
        Assert.Equal("2026-04-01T06:00:00.000Z,00000001,,,0,30,,-12.5,kPa,-200,,,0,0,0,2,0,7", lines[1]);
        Assert.Equal("2026-04-01T06:15:00.000Z,00000001,,,0,,,,,,Missing,,0,0,0,0,0,0", lines[2]);
    }

    [Fact]
    public async Task Parquet_of_several_row_groups_reads_back_whole()
    {
        var rows = Enumerable.Range(0, 250_001).Select(index => new ExportRow
        {
            TimeUtc = DateTime.UnixEpoch.AddMinutes(index),
            Device = "00000001",
            Value = index % 7 == 0 ? null : index / 10.0,
            Sample = index,
        });
        using var stream = new MemoryStream();

        Assert.Equal(250_001, await ParquetExport.WriteAsync(stream, rows, TestContext.Current.CancellationToken));

        stream.Position = 0;
        var read = await ParquetSerializer.DeserializeAsync<ExportRow>(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 250_001).Select(index => (long)index), read.Data.Select(row => row.Sample));
        Assert.Null(read.Data[7].Value);
        Assert.Equal(0.8, read.Data[8].Value);
    }

    [Fact]
    public async Task Parquet_without_rows_is_a_whole_file()
    {
        using var stream = new MemoryStream();

        await ParquetExport.WriteAsync(stream, [], TestContext.Current.CancellationToken);

        stream.Position = 0;
        Assert.Empty((await ParquetSerializer.DeserializeAsync<ExportRow>(stream, cancellationToken: TestContext.Current.CancellationToken)).Data);
    }
}
