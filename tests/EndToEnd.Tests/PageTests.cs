using Jena.SensorNode.EndToEnd.Tests.Parts;
using OpenQA.Selenium;

namespace Jena.SensorNode.EndToEnd.Tests;

/// <summary>The first page in a real browser: nodes, last readings, the sink's state.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private readonly Mosquitto _city = new();
    private readonly GatewayProcess _gateway = new();
    private IReadOnlyList<BulkNode> _nodes = [];

    public async ValueTask InitializeAsync()
    {
        await _city.StartAsync();
        _gateway.ForwardTo(_city);
        await _gateway.StartAsync();
        _nodes = await RegisteredNodes.AddAsync(_gateway, 2);
        await Task.WhenAll(_nodes.Select(node => node.SendAsync(1, 30, perFrame: 10, TestContext.Current.CancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _city.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nodes_readings_and_sink_are_shown_with_and_without_script(bool withScript)
    {
        using var browser = new Browser(withScript);
        browser.Open(_gateway.Page);

        foreach (var node in _nodes)
            Assert.Contains(node.Name, browser.Text, StringComparison.Ordinal);
        Assert.Contains("30 cm", browser.Text, StringComparison.Ordinal);
        Assert.Contains("°C", browser.Text, StringComparison.Ordinal);
        Assert.Contains("stadt", browser.Text, StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public void A_phone_shows_the_page_without_scrolling_sideways()
    {
        using var browser = new Browser(width: 390, height: 844);
        browser.Driver.Manage().Window.Size = new System.Drawing.Size(500, 844);
        browser.Open(_gateway.Page);

        var overflow = (long)browser.Driver.ExecuteScript("return document.documentElement.scrollWidth - window.innerWidth")!;
        Assert.True(overflow <= 0, $"{overflow} pixels stick out");
    }

    [Fact]
    public void A_node_has_a_page_of_its_own_reached_by_its_name()
    {
        using var browser = new Browser();
        browser.Open(_gateway.Page);
        browser.Driver.FindElement(By.CssSelector($"a[href='/knoten/{_nodes[0].Name}']")).Click();

        Assert.Contains(_nodes[0].Name, browser.Driver.Url, StringComparison.Ordinal);
        Assert.NotEmpty(browser.Driver.FindElements(By.TagName("svg")));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task A_stranger_is_refused_and_the_page_says_so()
    {
        var stranger = new BulkNode(0xDEAD, new byte[32], layoutId: 0, _gateway.BrokerPort);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stranger.SendAsync(1, 1, perFrame: 1, limit.Token));

        using var browser = new Browser();
        await Eventually.TrueAsync(
            () =>
            {
                browser.Open(_gateway.Page);
                return browser.Text.Contains("0000dead", StringComparison.Ordinal);
            },
            "the page names the unknown node",
            () => browser.Text + _gateway.Output);
        Assert.Empty(stranger.Acknowledged);
    }
}
