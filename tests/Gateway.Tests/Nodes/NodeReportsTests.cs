using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Reports;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class NodeReportsTests
{
    [Fact]
    public async Task Node_that_never_reported_has_no_status()
    {
        await using var registry = new TestRegistry();

        Assert.Null(registry.Get<INodeReports>().Status(1));
    }

    [Fact]
    public async Task Fields_that_a_report_leaves_out_keep_their_last_value()
    {
        await using var registry = new TestRegistry();
        var reports = registry.Get<INodeReports>();

        reports.Record(new NodeReport(5, 3, 1000, new HealthReport
        {
            Mask = HealthReport.HasJournalDepth | HealthReport.HasFirmware,
            JournalDepth = 12,
            Firmware = 102,
        }));
        reports.Record(new NodeReport(5, 3, 2000, new HealthReport { Mask = HealthReport.HasJournalDepth, JournalDepth = 0 }));

        var status = reports.Status(5)!;
        Assert.Equal(0u, status.Health.JournalDepth);
        Assert.Equal(102, status.Health.Firmware);
        Assert.Null(status.Health.Resets);
        Assert.Equal(2000, status.LastReport.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(7, 40, 9000, false)] // the same samples again, sent later
    [InlineData(7, 41, 100, false)]
    [InlineData(8, 0, 0, false)]
    [InlineData(7, 40, 7999, true)] // the same samples, sent before
    [InlineData(7, 39, 9000, true)]
    [InlineData(6, 500, 9000, true)]
    [InlineData(2_000_000, 0, 0, false)] // a number drawn by lot
    public async Task A_report_that_was_made_before_the_last_one_changes_nothing(uint boot, uint firstSample, long sentSeconds, bool isLate)
    {
        await using var registry = new TestRegistry();
        var reports = registry.Get<INodeReports>();
        reports.Record(Depth(boot: 7, firstSample: 40, sentSeconds: 8000, received: 10_000, depth: 3));

        reports.Record(Depth(boot, firstSample, sentSeconds, received: 20_000, depth: 99));

        var status = reports.Status(5)!;
        Assert.Equal(isLate ? 3u : 99u, status.Health.JournalDepth);
        Assert.Equal(isLate ? 10_000 : 20_000, status.LastReport.ToUnixTimeMilliseconds());
        Assert.Equal(Math.Max(7, boot), status.HighestBoot);
    }

    [Fact]
    public async Task A_far_lower_boot_and_a_node_whose_flash_was_put_back_are_believed()
    {
        await using var registry = new TestRegistry();
        var reports = registry.Get<INodeReports>();
        reports.Record(Depth(boot: 700, firstSample: 40, sentSeconds: 8000, received: 0, depth: 3));

        reports.Record(Depth(boot: 5, firstSample: 0, sentSeconds: 10, received: 1000, depth: 4));
        Assert.Equal(4u, reports.Status(5)!.Health.JournalDepth);
        reports.Record(Depth(boot: 4, firstSample: 0, sentSeconds: 10, received: (2 * 86_400_000) - 1, depth: 5));
        Assert.Equal(4u, reports.Status(5)!.Health.JournalDepth);
        reports.Record(Depth(boot: 4, firstSample: 0, sentSeconds: 10, received: (2 * 86_400_000) + 1000, depth: 5));

        Assert.Equal(5u, reports.Status(5)!.Health.JournalDepth);
        Assert.Equal(700u, reports.Status(5)!.HighestBoot);
    }

    [Fact]
    public async Task While_the_clock_is_not_set_later_reports_still_count()
    {
        await using var registry = new TestRegistry();
        var reports = registry.Get<INodeReports>();
        reports.Record(Depth(boot: 7, firstSample: 40, sentSeconds: 8000, received: 1_790_000_000_000, depth: 3));

        reports.Record(Depth(boot: 7, firstSample: 44, sentSeconds: 9000, received: 600_000, depth: 8));

        Assert.Equal(8u, reports.Status(5)!.Health.JournalDepth);
    }

    [Fact]
    public async Task Every_field_of_a_full_report_is_kept()
    {
        await using var registry = new TestRegistry();
        var report = new HealthReport
        {
            Mask = HealthReport.Everything,
            WakeReason = 1,
            RadioTimeCentiseconds = 210,
            UplinkRetries = 2,
            JournalDepth = 3,
            Resets = 4,
            SamplesLost = 5,
            SettingsVersion = 6,
            SettingsRefusedReason = 4,
            SettingsRefusedVersion = 7,
            Firmware = 108,
            AwakeTimeCentiseconds = 330,
            FreeHeapKibibytes = 90,
            SelfTest = 0x7f,
        };

        registry.Get<INodeReports>().Record(new NodeReport(5, 1, 0, report));

        var expected = new NodeHealth
        {
            WakeReason = 1,
            RadioTimeMilliseconds = 2100,
            UplinkRetries = 2,
            JournalDepth = 3,
            Resets = 4,
            SamplesLost = 5,
            SettingsVersion = 6,
            SettingsRefusedReason = 4,
            SettingsRefusedVersion = 7,
            Firmware = 108,
            AwakeTimeMilliseconds = 3300,
            FreeHeapKibibytes = 90,
            SelfTest = 0x7f,
        };
        Assert.Equal(expected, registry.Get<INodeReports>().Status(5)!.Health);
    }

    [Fact]
    public async Task Status_survives_a_restart_once_saved_and_raises_the_boot_floor()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        registry.Get<INodeReports>().Record(new NodeReport(node.DeviceId, 9, 1000, Health: null));
        await registry.Get<ReportKeeper>().SaveAsync(TestRegistry.Cancellation);

        await using var restarted = new TestRegistry(registry.Folder);

        Assert.Equal(9u, restarted.Get<INodeReports>().Status(node.DeviceId)!.HighestBoot);
        Assert.Equal(10u, await restarted.Registry.NextBootFloorAsync(node.NodeId, 0, TestRegistry.Cancellation));
    }

    [Fact]
    public async Task Report_with_nothing_new_is_not_written_again()
    {
        await using var registry = new TestRegistry();
        var reports = registry.Get<NodeReports>();
        reports.Record(new NodeReport(5, 3, 1000, Health: null));
        Assert.Single(reports.TakeUnsaved());

        reports.Record(new NodeReport(5, 3, 2000, Health: null));
        reports.Record(new NodeReport(5, 2, 3000, Health: null));

        Assert.Empty(reports.TakeUnsaved());
    }

    [Fact]
    public async Task Report_that_could_not_be_written_waits_for_the_next_round()
    {
        await using var registry = new TestRegistry();
        var reports = registry.Get<NodeReports>();
        reports.Record(new NodeReport(5, 3, 1000, Health: null));

        reports.PutBack(reports.TakeUnsaved().Select(report => report.DeviceId));

        Assert.Single(reports.TakeUnsaved());
    }

    [Fact]
    public async Task Confirmation_of_a_node_without_rotation_changes_nothing()
    {
        await using var registry = new TestRegistry();
        var node = await registry.AddNodeAsync();
        var revision = registry.Directory.Snapshot.Revision;

        registry.Get<INodeReports>().ConfirmKey(node.NodeId);
        registry.Get<INodeReports>().ConfirmKey(99);
        await registry.Get<ReportKeeper>().EndConfirmedKeysAsync(TestRegistry.Cancellation);

        Assert.Equal(revision, registry.Directory.Snapshot.Revision);
    }

    private static NodeReport Depth(uint boot, uint firstSample, long sentSeconds, long received, uint depth) => new(
        5, boot, received, new HealthReport { Mask = HealthReport.HasJournalDepth, JournalDepth = depth }, firstSample, sentSeconds);
}
