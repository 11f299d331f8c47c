using NetArchTest.Rules;

namespace Jena.SensorNode.Architecture.Tests;

/// <summary>The arrows inside the gateway: from the edge to the middle, never back.</summary>
public class GatewayArrowTests
{
    private const string Root = "Jena.SensorNode.Gateway.";

    /// <summary>Each folder and the folders it may know.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Storage"] = [],
        ["Mqtt"] = [],
        ["Nodes"] = ["Storage"],
        ["Readings"] = ["Storage", "Nodes"],
        ["SoilWater"] = ["Storage", "Nodes", "Readings"],
        ["Quality"] = ["Storage", "Nodes", "Readings", "SoilWater"],
        ["Aggregates"] = ["Storage", "Nodes", "Readings", "SoilWater", "Quality"],
        ["Timing"] = ["Storage", "Nodes", "Readings"],
        ["Ingest"] = ["Storage", "Nodes", "Readings", "Timing"],
        ["Forwarding"] = ["Storage", "Nodes", "Readings", "SoilWater", "Quality", "Timing", "Mqtt"],
    };

    public static TheoryData<string> Folders() => [.. MayKnow.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_knows_only_what_lies_towards_the_middle(string folder)
    {
        var all = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "gateway")).Select(path => Path.GetFileName(path)!)
            .Where(name => name is not ("bin" or "obj" or "Properties" or "wwwroot" or "packaging") && name != folder);
        string[] forbidden = [.. all.Except(MayKnow[folder]).Select(name => Root + name)];

        var result = Types.InAssembly(typeof(Program).Assembly).That().ResideInNamespaceStartingWith(Root + folder)
            .ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.True(result.IsSuccessful, $"{folder} must not know {string.Join(", ", forbidden)}: " + string.Join(", ", result.FailingTypeNames ?? []));
    }

    /// <summary>
    /// How samples lie on disk is the store's own: another store behind <c>IReadingStore</c> lays them down otherwise.
    /// <c>Operation</c> tells what retention costs and what a card has lost.
    /// </summary>
    [Theory]
    [InlineData("Timing")]
    [InlineData("SoilWater")]
    [InlineData("Quality")]
    [InlineData("Aggregates")]
    [InlineData("Ingest")]
    [InlineData("Forwarding")]
    [InlineData("Broker")]
    [InlineData("Lorawan")]
    [InlineData("Web")]
    [InlineData("Commands")]
    public void Nobody_but_the_store_knows_how_samples_lie_on_disk(string folder)
    {
        string[] inner = [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "gateway", "Readings")).Select(path => $"{Root}Readings.{Path.GetFileName(path)}")];

        var result = Types.InAssembly(typeof(Program).Assembly).That().ResideInNamespaceStartingWith(Root + folder).ShouldNot().HaveDependencyOnAny(inner).GetResult();

        Assert.True(result.IsSuccessful, $"{folder}: " + string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Theory]
    [InlineData("Nodes")]
    [InlineData("Readings")]
    [InlineData("SoilWater")]
    [InlineData("Quality")]
    [InlineData("Aggregates")]
    [InlineData("Timing")]
    [InlineData("Ingest")]
    public void The_middle_knows_neither_HTTP_nor_MQTT_nor_HTML(string folder)
    {
        var result = Types.InAssembly(typeof(Program).Assembly).That().ResideInNamespaceStartingWith(Root + folder)
            .ShouldNot().HaveDependencyOnAny("MQTTnet", "Microsoft.AspNetCore", "System.Net.Http").GetResult();

        Assert.True(result.IsSuccessful, $"{folder}: " + string.Join(", ", result.FailingTypeNames ?? []));
    }
}
