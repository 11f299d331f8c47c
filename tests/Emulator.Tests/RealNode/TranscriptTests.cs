using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.RealNode;

/// <summary>
/// A script of wakes that the node's program played on the device's own runtime, with the frames that came out: batches, settings taken and
/// refused, another layout and back, power cuts, every fault, frost, a signal that is stuck. The virtual device has to give the same
/// frames, bit by bit but for what no two runs have alike: ages, times awake and free heap.
/// </summary>
public class TranscriptTests
{
    [Fact]
    public async Task The_virtual_device_sends_what_the_devices_runtime_sent()
    {
        var transcript = Transcript.Load();
        await using var player = await TranscriptPlayer.CreateAsync(transcript.NodeFile);

        for (var number = 0; number < transcript.Wakes.Count; number++)
        {
            var wake = transcript.Wakes[number];
            var (frames, slept) = await player.PlayAsync(wake);

            Assert.True(wake.Frames.SequenceEqual(frames), $"wake {number}: expected {string.Join(" ", wake.Frames)}, sent {string.Join(" ", frames)}");
            Assert.True(Math.Abs(wake.SleepSeconds - slept) < 2, $"wake {number}: expected a sleep of {wake.SleepSeconds} s, slept {slept} s");
        }
    }
}
