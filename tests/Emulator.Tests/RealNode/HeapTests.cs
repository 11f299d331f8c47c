using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Metering;
using Jena.SensorNode.Emulator.Programs;
using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.RealNode;

public class HeapTests
{
    [Fact]
    public async Task The_node_needs_at_most_40_KB_of_managed_heap_in_any_wake()
    {
        await using var world = await NodeWorld.CreateAsync();
        var node = new EmulatedNode(
            NodeProgram.LoadMeteredNode(), new NodeFile(world.File), NodeSurroundings.From(world.Soil), NodeWorld.Start,
            new DeviceOptions { Seed = 42, HasEndlessBattery = true, MetersHeap = true });
        node.Device.Link.Presence = OnlineDevice.Always(GatewayPresence.StandIn);

        var reports = Enumerable.Range(0, 26).Select(_ => node.RunOneWake()!).ToList();

        Assert.Contains(reports, report => report.RadioTime > TimeSpan.Zero);
        Assert.All(reports, report => Assert.InRange(report.HeapPeakBytes, 1000, 40 * 1024));
        Assert.All(reports, report => Assert.True(report.Instructions > 1000));
    }

    [Fact]
    public void Objects_arrays_and_strings_are_counted_by_the_devices_rules()
    {
        var program = NodeProgram.Load(ProgramInstrumenter.Instrument(DevicePrograms.Emit("byte[] b = new byte[100]; Three t = new Three(); int[] i = new int[5]; SleepFor(b.Length + t.A + i.Length);", "class Three { public int A; public byte B; public string C; public Three() { A = 1; B = 2; C = null; } public override string ToString() { return C + B; } }")));
        var device = new VirtualDevice("test", program, DevicePrograms.Start, new DeviceOptions { MetersHeap = true });

        // 100 bytes and header: 10 blocks; three fields and header: 4 blocks; 20 bytes and header: 3 blocks.
        Assert.Equal((10 + 4 + 3) * HeapMeter.BlockBytes, device.RunOneWake()!.HeapAllocatedBytes);
    }

    [Fact]
    public void Instrumentation_does_not_change_what_a_program_does()
    {
        const string Main = """
            int sum = 0; for (int i = 0; i < 50; i++) { try { if (i % 7 == 0) throw new Exception("x" + i); sum += i; } catch (Exception e) { sum += e.Message.Length; } finally { sum ^= 1; } }
            switch (sum % 3) { case 0: Say("a" + sum); break; case 1: Say("b" + sum); break; default: Say("c" + sum); break; } SleepFor(5);
            """;
        var metered = new VirtualDevice("test", NodeProgram.Load(ProgramInstrumenter.Instrument(DevicePrograms.Emit(Main))), DevicePrograms.Start);

        var report = metered.RunOneWake()!;

        Assert.Equal(DevicePrograms.Run(Main).Log, report.Log);
        Assert.True(report.Instructions > 500);
    }

    [Fact]
    public void An_instrumented_program_in_an_endless_loop_runs_into_its_own_guard()
    {
        var program = NodeProgram.Load(ProgramInstrumenter.Instrument(DevicePrograms.Emit("new Thread(Guard).Start(); int i = 1; while (i != 0) i |= 1;", "static void Guard() { Thread.Sleep(3000); SleepFor(900); }")));

        Assert.Equal(WakeOutcome.Slept, new VirtualDevice("test", program, DevicePrograms.Start).RunOneWake()!.Outcome);
    }
}
