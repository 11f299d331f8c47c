using Jena.SensorNode.Gateway.Commands;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>What the service takes from its arguments.</summary>
public sealed class RunCommandTests
{
    [Theory]
    [InlineData("run", "--data-directory", "data")]
    [InlineData("run", "--data-directory=data")]
    public void The_data_directory_of_the_commands_is_that_of_the_service(params string[] args)
        => Assert.Equal([$"--Gateway:DataDirectory={Path.GetFullPath("data")}"], RunCommand.SettingsOf(args));

    [Fact]
    public void Settings_around_the_data_directory_stay()
        => Assert.Equal(
            ["--Gateway:Broker:Port=0", $"--Gateway:DataDirectory={Path.GetFullPath("data")}", "--Gateway:Web:Port=0"],
            RunCommand.SettingsOf(["run", "--Gateway:Broker:Port=0", "--data-directory", "data", "--Gateway:Web:Port=0"]));

    [Fact]
    public void Settings_pass_as_they_are()
        => Assert.Equal(["--Gateway:DataDirectory=/x"], RunCommand.SettingsOf(["--Gateway:DataDirectory=/x"]));
}
