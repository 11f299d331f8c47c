using System.Text.Json;
using Jena.SensorNode.Gateway.Commands;

namespace Jena.SensorNode.Gateway.Tests.Commands.Probes;

public sealed class CalibrationFileTests : IDisposable
{
    private const string Header = "node;channel;raw;value;from;raw_per_k;reference_c;note\n";
    private const string FirstNode = "1;0;3000;5,5;2026-05-01;2,5;18;Lehm\n1;0;1500;45;2026-05-01;;;\n1;0;2000;30;2026-05-01;;;\n";
    private const string SecondNode = "00000002;0;3100;4;;;;\n2;0;1400;48;;;;\n";
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Rows_of_one_probe_and_day_are_one_calibration()
    {
        await AddTwoNodesAsync();

        var report = await ImportAsync(Header + FirstNode + SecondNode);

        Assert.Equal(2, report.GetProperty("added").GetInt32());
        Assert.Empty(report.GetProperty("problems").EnumerateArray());
        var first = Assert.Single(await CalibrationsAsync("1"));
        Assert.Equal([1500, 2000, 3000], first.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("raw").GetDouble()));
        Assert.Equal((2.5, 18.0, "Lehm"), (first.GetProperty("rawPerDegree").GetDouble(), first.GetProperty("referenceCelsius").GetDouble(), first.GetProperty("note").GetString()));
        Assert.Equal(2, Assert.Single(await CalibrationsAsync("2")).GetProperty("points").GetArrayLength());
    }

    [Fact]
    public async Task Same_file_again_adds_no_version_and_a_corrected_one_does()
    {
        await AddTwoNodesAsync();
        await ImportAsync(Header + FirstNode + SecondNode);

        var again = await ImportAsync(Header + FirstNode + SecondNode);
        var corrected = await ImportAsync(Header + FirstNode.Replace("2000;30", "2000;31", StringComparison.Ordinal) + SecondNode);

        Assert.Equal((0, 2), (again.GetProperty("added").GetInt32(), again.GetProperty("unchanged").GetInt32()));
        Assert.Equal((1, 1), (corrected.GetProperty("added").GetInt32(), corrected.GetProperty("unchanged").GetInt32()));
        Assert.Equal([1, 2], (await CalibrationsAsync("1")).Select(calibration => calibration.GetProperty("version").GetInt32()));
    }

    [Theory]
    [InlineData("1;0;abc;5;2026-05-01;;;", "keine Zahl")]
    [InlineData("1;0;;5;2026-05-01;;;", "raw fehlt")]
    [InlineData("1;0;2500;;2026-05-01;;;", "value fehlt")]
    [InlineData("1;0;2500;20;2026-05-01;viel;;", "keine Zahl")]
    [InlineData("1;0;2500;20;2026-05-01;3;20;", "verschiedene Temperaturkorrekturen")]
    [InlineData("1;0;3000;6;2026-05-01;;;", "zweimal")]
    [InlineData("1;0;2500;50;2026-05-01;;;", "steigen und fallen")]
    public async Task Bad_row_leaves_its_whole_calibration_out_and_takes_the_others(string row, string reason)
    {
        await AddTwoNodesAsync();

        var report = await ImportAsync(Header + FirstNode + row + "\n" + SecondNode);

        Assert.Contains(report.GetProperty("problems").EnumerateArray(), problem => problem.GetProperty("reason").GetString()!.Contains(reason, StringComparison.Ordinal));
        Assert.Equal(1, report.GetProperty("added").GetInt32());
        Assert.Empty(await CalibrationsAsync("1"));
        Assert.Single(await CalibrationsAsync("2"));
    }

    [Theory]
    [InlineData("9;0;2500;20;;;;", "nicht registriert")]
    [InlineData(";0;2500;20;;;;", "node fehlt")]
    [InlineData("2;x;2500;20;;;;", "Kanalnummer")]
    [InlineData("2;1;2500;20;;;;", "keine Feuchtesonde")]
    [InlineData("2;5;2500;20;;;;", "keinen Kanal 5")]
    [InlineData("2;0;2500;20;gestern;;;", "kein Datum")]
    [InlineData("2;0;2500;20;1026-05-01;;;", "2000 bis 2199")]
    [InlineData("2;0;2500", "3 Felder statt 8")]
    [InlineData("2;0;2500;20;2026-06-01;;;", "mindestens zwei")]
    public async Task Row_is_named_by_its_line_and_reason(string row, string reason)
    {
        await AddTwoNodesAsync();

        var report = await ImportAsync(Header + row + "\n" + FirstNode + SecondNode);

        var problem = Assert.Single(report.GetProperty("problems").EnumerateArray());
        Assert.Equal(2, problem.GetProperty("line").GetInt32());
        Assert.Contains(reason, problem.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, report.GetProperty("added").GetInt32());
    }

    [Fact]
    public async Task Problems_are_told_by_the_exit_code_and_in_words()
    {
        await AddTwoNodesAsync();

        var code = await _cli.RunAsync("probe", "calibrate", "--file", _cli.Write("points.csv", Header + "9;0;2500;20;;;;\n" + SecondNode));

        Assert.Equal(ExitCodes.DoneWithProblems, code);
        Assert.Contains("Zeile / line 2", _cli.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("name;ort\na;b\n")]
    public async Task What_is_no_list_of_points_is_refused(string text)
    {
        await AddTwoNodesAsync();

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("probe", "calibrate", "--file", _cli.Write("points.csv", text)));
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("probe", "calibrate", "1", "--file", _cli.Write("points.csv", Header + FirstNode)));
        Assert.Contains("--file", _cli.Error, StringComparison.Ordinal);
    }

    private async Task AddTwoNodesAsync()
    {
        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("node", "add");
    }

    private Task<JsonElement> ImportAsync(string text) => _cli.JsonAsync("probe", "calibrate", "--file", _cli.Write("points.csv", text));

    private async Task<List<JsonElement>> CalibrationsAsync(string node) => [.. (await _cli.JsonAsync("probe", "calibrations", node)).EnumerateArray()];
}
