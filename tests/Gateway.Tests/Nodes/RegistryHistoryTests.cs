using CsCheck;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Settings;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>Whatever is done to a node, in whatever order it is entered: what held at an instant is what was said of it.</summary>
public sealed class RegistryHistoryTests
{
    private static readonly DateTimeOffset Begin = new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Sites = ["platz-0", "platz-1", "platz-2"];

    private static readonly Gen<Step[]> Steps = Gen.Select(
        Gen.Frequency((4, Gen.Const(Kind.Move)), (4, Gen.Const(Kind.Replace)), (2, Gen.Const(Kind.Wire)), (1, Gen.Const(Kind.RetireAndBack))),
        Gen.Int[0, 2],
        Gen.Int[-40, 3],
        (kind, which, hours) => new Step(kind, which, hours)).Array[1, 14];

    private enum Kind
    {
        Move,
        Replace,
        Wire,
        RetireAndBack,
    }

    [Fact]
    public Task Snapshot_equals_a_naive_model_at_every_instant_also_after_a_restart() => Steps.SampleAsync(
        async steps =>
        {
            await using var registry = new TestRegistry();
            var (node, model) = await StartAsync(registry);
            for (var i = 0; i < steps.Length; i++)
            {
                registry.Time.Advance(TimeSpan.FromHours(7));
                await DoAsync(registry, node, model, steps[i], i);
            }

            await using var restarted = new TestRegistry(registry.Folder, registry.Time);
            for (var hour = -50; hour < (7 * steps.Length) + 10; hour++)
            {
                var at = Begin.AddHours(hour);
                var expected = (model.SiteAt(at.ToUnixTimeMilliseconds()), string.Join(' ', model.ProbesAt(at.ToUnixTimeMilliseconds())));
                Assert.Equal(expected, Seen(registry, node, at));
                Assert.Equal(expected, Seen(restarted, node, at));
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public Task What_is_entered_for_an_instant_changes_nothing_before_it() => Steps.SampleAsync(
        async steps =>
        {
            await using var registry = new TestRegistry();
            var (node, model) = await StartAsync(registry);
            for (var i = 0; i < steps.Length; i++)
            {
                registry.Time.Advance(TimeSpan.FromHours(7));
                var at = steps[i].At(registry.Time.GetUtcNow());
                var instants = Enumerable.Range(1, 60).Select(hours => at.AddHours(-hours)).Append(at.AddMilliseconds(-1)).ToList();
                var before = instants.Select(instant => Seen(registry, node, instant)).ToList();
                await DoAsync(registry, node, model, steps[i], i);
                Assert.Equal(before, instants.Select(instant => Seen(registry, node, instant)));
            }
        },
        iter: 40,
        threads: 1);

    [Fact]
    public Task Every_layout_stays_readable_with_all_its_channels_at_any_instant() => Steps.SampleAsync(
        async steps =>
        {
            await using var registry = new TestRegistry();
            var (node, model) = await StartAsync(registry);
            var layouts = new List<int> { 2 };
            for (var i = 0; i < steps.Length; i++)
            {
                registry.Time.Advance(TimeSpan.FromHours(7));
                await DoAsync(registry, node, model, steps[i], i);
                if (steps[i].Kind == Kind.Wire)
                    layouts.Add(Channels(steps[i]));
            }

            // Frames that waited carry the layout that took them, however old they are and whatever happened since.
            foreach (var hours in new[] { -1000, -7, 0, 5, 40, 1000 })
            {
                Assert.All(Enumerable.Range(0, layouts.Count), layout => Assert.Equal(
                    Enumerable.Range(0, layouts[layout]),
                    registry.Directory.DescribeAt(node.DeviceId, Begin.AddHours(hours), layout)!.Probes.Select(probe => probe.Channel)));
            }
        },
        iter: 40,
        threads: 1);

    [Fact]
    public async Task Late_entry_takes_nothing_from_a_later_move()
    {
        await using var registry = new TestRegistry();
        var (node, _) = await StartAsync(registry);
        registry.Time.Advance(TimeSpan.FromDays(60));
        await registry.Registry.MoveAsync(node.NodeId, Sites[2], Begin.AddDays(40), TestRegistry.Cancellation);

        var until = await registry.Registry.MoveAsync(node.NodeId, Sites[1], Begin.AddDays(20), TestRegistry.Cancellation);

        Assert.Equal(Begin.AddDays(40), until);
        Assert.Equal([Sites[0], Sites[1], Sites[2]], new[] { 10, 30, 50 }.Select(day => registry.Directory.DescribeAt(node.DeviceId, Begin.AddDays(day))!.Site!.Reference));
    }

    [Fact]
    public async Task Forgotten_replacement_of_a_probe_is_entered_between_two_known_ones()
    {
        await using var registry = new TestRegistry();
        var (node, _) = await StartAsync(registry);
        registry.Time.Advance(TimeSpan.FromDays(60));
        await registry.Registry.ReplaceProbeAsync(node.NodeId, 0, serial: "Mai", at: Begin.AddDays(40), cancellation: TestRegistry.Cancellation);

        await registry.Registry.ReplaceProbeAsync(node.NodeId, 0, serial: "April", at: Begin.AddDays(20), cancellation: TestRegistry.Cancellation);

        Assert.Equal(["", "April", "Mai"], new[] { 10, 30, 50 }.Select(day => registry.Directory.DescribeAt(node.DeviceId, Begin.AddDays(day))!.Probes[0].Serial));
    }

    [Fact]
    public async Task What_was_planned_ends_with_retirement_and_with_other_wiring()
    {
        await using var registry = new TestRegistry();
        var (node, _) = await StartAsync(registry);
        await registry.Registry.MoveAsync(node.NodeId, Sites[1], Begin.AddDays(9), TestRegistry.Cancellation);
        await registry.Registry.ReplaceProbeAsync(node.NodeId, 0, serial: "B", at: Begin.AddDays(9), cancellation: TestRegistry.Cancellation);
        registry.Time.Advance(TimeSpan.FromDays(1));

        await registry.Get<NodeSettingsRegistry>().ChangeLayoutAsync(node.NodeId, TestRegistry.Layout(60), cancellation: TestRegistry.Cancellation);
        Assert.Equal([60, 60], registry.Directory.Describe(node.DeviceId)!.Probes.Select(probe => probe.DepthCentimeters));
        await registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation);

        foreach (var day in new[] { 1, 5, 9, 20 })
        {
            var later = registry.Directory.DescribeAt(node.DeviceId, Begin.AddDays(day))!;
            Assert.Null(later.Site);
            Assert.Empty(later.Probes);
        }
    }

    [Fact]
    public async Task Reactivation_is_as_if_there_had_been_no_retirement()
    {
        await using var registry = new TestRegistry();
        var (node, _) = await StartAsync(registry);
        registry.Time.Advance(TimeSpan.FromDays(1));
        await registry.Registry.ReplaceProbeAsync(node.NodeId, 1, serial: "C", cancellation: TestRegistry.Cancellation);
        registry.Time.Advance(TimeSpan.FromDays(1));
        var instants = Enumerable.Range(-5, 20).Select(day => Begin.AddDays(day)).ToList();
        var before = instants.Select(instant => Seen(registry, node, instant)).ToList();
        await registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation);
        Assert.True(registry.Directory.Find(node.NodeId)!.IsRetired);
        registry.Time.Advance(TimeSpan.FromDays(3));

        await registry.Registry.ReactivateAsync(node.NodeId, TestRegistry.Cancellation);

        Assert.Equal(before, instants.Select(instant => Seen(registry, node, instant)));
        Assert.False(registry.Directory.Find(node.NodeId)!.IsRetired);
        Assert.Equal(node.Key, registry.Directory.Find(node.NodeId)!.Key);
        await Assert.ThrowsAsync<RegistryException>(() => registry.Registry.ReactivateAsync(node.NodeId, TestRegistry.Cancellation));
        await Assert.ThrowsAsync<RegistryException>(() => registry.Registry.ReactivateAsync(77, TestRegistry.Cancellation));
    }

    private static async Task<(RegisteredNode Node, RegistryModel Model)> StartAsync(TestRegistry registry)
    {
        foreach (var site in Sites)
            await registry.Import.AddAsync(new(site, site, 50.93, 11.59), TestRegistry.Cancellation);
        var node = await registry.AddNodeAsync(site: Sites[0]);
        var model = new RegistryModel();
        model.Stand(Begin.ToUnixTimeMilliseconds(), Sites[0]);
        model.Wire(Begin.ToUnixTimeMilliseconds(), 0, 2, 30);
        return (node, model);
    }

    private static async Task DoAsync(TestRegistry registry, RegisteredNode node, RegistryModel model, Step step, int number)
    {
        var at = step.At(registry.Time.GetUtcNow());
        switch (step.Kind)
        {
            case Kind.Move:
                await registry.Registry.MoveAsync(node.NodeId, Sites[step.Which], at, TestRegistry.Cancellation);
                model.Stand(at.ToUnixTimeMilliseconds(), Sites[step.Which]);
                break;
            case Kind.Replace when model.Replace(at.ToUnixTimeMilliseconds(), step.Which, $"S{number}"):
                await registry.Registry.ReplaceProbeAsync(node.NodeId, step.Which, serial: $"S{number}", at: at, cancellation: TestRegistry.Cancellation);
                break;
            case Kind.Replace:
                await Assert.ThrowsAsync<RegistryException>(() => registry.Registry.ReplaceProbeAsync(
                    node.NodeId, step.Which, serial: $"S{number}", at: at, cancellation: TestRegistry.Cancellation));
                break;
            case Kind.Wire:
                var layout = TestRegistry.Layout((byte)(40 + number));
                layout.Channels = layout.Channels[..Channels(step)];
                var given = (await registry.Get<NodeSettingsRegistry>().ChangeLayoutAsync(node.NodeId, layout, cancellation: TestRegistry.Cancellation)).Layout;
                model.Wire(registry.Time.GetUtcNow().ToUnixTimeMilliseconds(), given.Id, Channels(step), 40 + number);
                break;
            default:
                await registry.Registry.RetireAsync(node.NodeId, TestRegistry.Cancellation);
                registry.Time.Advance(TimeSpan.FromMinutes(90));
                await registry.Registry.ReactivateAsync(node.NodeId, TestRegistry.Cancellation);
                break;
        }
    }

    private static int Channels(Step step) => 1 + (step.Which % 2);

    private static (string? Site, string Probes) Seen(TestRegistry registry, RegisteredNode node, DateTimeOffset at)
    {
        var device = registry.Directory.DescribeAt(node.DeviceId, at)!;
        return (device.Site?.Reference, string.Join(' ', device.Probes.Select(probe => (probe.LayoutId, probe.Channel, probe.DepthCentimeters, probe.Serial))));
    }

    /// <param name="Kind">What is done.</param>
    /// <param name="Which">Site or channel.</param>
    /// <param name="Hours">When it happened, from the hour of its entry on; other wiring and retirement are always of the hour.</param>
    private sealed record Step(Kind Kind, int Which, int Hours)
    {
        public DateTimeOffset At(DateTimeOffset now) => Kind is Kind.Move or Kind.Replace ? now.AddHours(Math.Min(0, Hours)) : now;
    }
}
