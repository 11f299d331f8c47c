using Jena.SensorNode.Frames.Batteries;

namespace Jena.SensorNode.Frames.Tests.Messages;

/// <summary>The limits of a node's battery on their way from provisioning to the settings in force.</summary>
public sealed class BatteryKindTests
{
    public static TheoryData<string> Names => [.. BatteryKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_node_provisioned_for_a_battery_has_its_limits(string name)
    {
        var kind = BatteryKind.Find(name)!;

        Assert.Equal(Limits(kind), Limits(Provisioned(kind).Settings));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_set_that_names_no_limits_leaves_those_of_the_battery_in_force(string name)
    {
        var kind = BatteryKind.Find(name)!;
        var set = SomeSettings.Full;
        set.HasOwnBatteryTiers = false;

        var taken = NodeSettings.Parse(set.Write(SomeSettings.Node, Contents.Key), SomeSettings.Node, Contents.Key, 0, Provisioned(kind).Settings).Settings!;

        Assert.Equal(Limits(kind), Limits(taken));
        Assert.False(taken.HasOwnBatteryTiers);
    }

    [Fact]
    public void A_set_that_names_limits_has_its_own_even_where_they_are_the_usual_ones()
    {
        var usual = new NodeSettings();
        var set = SomeSettings.Full;
        (set.HalfRateBelowMillivolts, set.EighthRateBelowMillivolts, set.HeartbeatBelowMillivolts) = Limits(usual);

        var taken = NodeSettings.Parse(
            set.Write(SomeSettings.Node, Contents.Key), SomeSettings.Node, Contents.Key, 0, Provisioned(BatteryKind.LithiumIronDisulfide).Settings).Settings!;

        Assert.Equal(Limits(usual), Limits(taken));
        Assert.True(taken.HasOwnBatteryTiers);
    }

    [Fact]
    public void A_node_that_was_told_nothing_has_a_lithium_ion_cell() =>
        Assert.Equal(Limits(BatteryKind.LithiumIon), Limits(new NodeSettings()));

    [Fact]
    public void No_other_name_is_a_battery() => Assert.Null(BatteryKind.Find("alkaline"));

    private static NodeFile Provisioned(BatteryKind kind)
    {
        var file = new NodeFile { NodeId = SomeSettings.Node, Key = Contents.Key, Settings = SomeSettings.Provisioned };
        return NodeFile.Parse(file.Write(kind.Entry()), out _)!;
    }

    private static (int Half, int Eighth, int Heartbeat) Limits(BatteryKind kind)
        => (kind.HalfRateBelowMillivolts, kind.EighthRateBelowMillivolts, kind.HeartbeatBelowMillivolts);

    private static (int Half, int Eighth, int Heartbeat) Limits(NodeSettings settings)
        => (settings.HalfRateBelowMillivolts, settings.EighthRateBelowMillivolts, settings.HeartbeatBelowMillivolts);
}
