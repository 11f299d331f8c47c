using Jena.SensorNode.Gateway.Forwarding;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>Settings of sinks that cannot work are named at the start.</summary>
public class SinkOptionsTests
{
    [Fact]
    public void A_broker_and_a_name_are_enough() => Assert.Empty(Problems(_ => { }));

    [Theory]
    [InlineData("Name", " ")]
    [InlineData("Kind", "http")]
    [InlineData("Host", "")]
    [InlineData("Port", 0)]
    [InlineData("Port", 65_536)]
    [InlineData("CaFile", "/no/such/file.pem")]
    [InlineData("PasswordFile", "/no/such/file")]
    [InlineData("Topic", "")]
    [InlineData("Topic", "jena/#")]
    [InlineData("Topic", "jena/+/x")]
    [InlineData("InFlight", 0)]
    [InlineData("InFlight", 1001)]
    [InlineData("AcknowledgeSeconds", 0)]
    [InlineData("AcknowledgeSeconds", 3601)]
    public void Anything_else_that_cannot_work_is_one_problem_with_its_setting(string setting, object value)
    {
        var problem = Assert.Single(Problems(sink => typeof(SinkOptions).GetProperty(setting)!.SetValue(sink, value)));

        Assert.Equal("Sinks:0:" + setting, problem.Name);
    }

    [Fact]
    public void Two_sinks_of_one_name_would_share_a_cursor()
    {
        var options = new ForwardingOptions { Sinks = [Good(), Good()] };

        Assert.Equal("Sinks:1:Name", Assert.Single(options.Problems()).Name);
    }

    [Fact]
    public void A_password_file_goes_before_a_password_and_its_line_end_does_not_count()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "aus-der-datei\n");
            var sink = Good();
            sink.Password = "aus-den-einstellungen";
            Assert.Equal("aus-den-einstellungen", sink.ReadPassword());
            sink.PasswordFile = file;
            Assert.Equal("aus-der-datei", sink.ReadPassword());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static SinkOptions Good() => new() { Name = "stadt", Host = "broker.example" };

    private static List<SettingsProblem> Problems(Action<SinkOptions> change)
    {
        var sink = Good();
        change(sink);
        return [.. new ForwardingOptions { Sinks = [sink] }.Problems()];
    }
}
