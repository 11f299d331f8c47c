using Jena.SensorNode.Gateway.Commands;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class CalibrationCommandsTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_calibration_is_entered_and_listed()
    {
        await AddNodeAsync();

        var added = await _cli.JsonAsync("calibration", "add", "1", "0", "--point", "3000=5", "--point", "1500=45,5", "--note", "Lehm");
        var listed = await _cli.JsonAsync("calibration", "list", "1");

        Assert.Equal(1, added.GetProperty("version").GetInt32());
        Assert.Equal("Lehm", Assert.Single(listed.EnumerateArray().ToList()).GetProperty("note").GetString());
        Assert.Equal(45.5, listed[0].GetProperty("points")[0].GetProperty("value").GetDouble());
    }

    [Theory]
    [InlineData("0", "1500", "Punkt")]
    [InlineData("0", "1500=45", "mindestens zwei")]
    [InlineData("7", "1500=45", "keinen Kanal 7")]
    public async Task What_cannot_be_is_refused_in_words(string channel, string point, string part)
    {
        await AddNodeAsync();

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("calibration", "add", "1", channel, "--point", point));
        Assert.Contains(part, _cli.Error, StringComparison.Ordinal);
    }

    private async Task AddNodeAsync() => Assert.Equal(ExitCodes.Done, await _cli.RunAsync("node", "add"));
}
