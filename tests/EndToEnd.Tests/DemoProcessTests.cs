using Jena.SensorNode.EndToEnd.Tests.Parts;

namespace Jena.SensorNode.EndToEnd.Tests;

/// <summary>The one command of the README, as its own process.</summary>
public class DemoProcessTests
{
    [Fact]
    public async Task It_says_where_the_page_is_lets_readings_flow_and_ends_cleanly_on_ctrl_c()
    {
        var program = Path.Combine(Checkout.Root, "tests", "Demo", "bin", Checkout.Configuration, "net10.0", "demo.dll");
        await using var demo = new ChildProgram("dotnet", [program, "--nodes", "3"]);

        await Eventually.TrueAsync(() => demo.Output.Contains("http://127.0.0.1:", StringComparison.Ordinal), "the page's address is printed", () => demo.Output);
        await Eventually.TrueAsync(
            () => demo.Output.Split('\n').Any(line => line.Contains("Nachrichten/messages", StringComparison.Ordinal) && !line.Contains("messages 0 ", StringComparison.Ordinal)),
            "messages reach the city",
            () => demo.Output);
        var page = demo.Output.Split('\n').Single(line => line.Contains("http://", StringComparison.Ordinal)).Split(' ')[^1].Trim();
        using (var client = new HttpClient())
            Assert.Contains("Beispielweg", await client.GetStringAsync(new Uri(page), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await demo.StopAsync("INT");
        Assert.Equal(0, demo.ExitCode);
        Assert.DoesNotContain("Exception", demo.Output, StringComparison.Ordinal);
    }
}
