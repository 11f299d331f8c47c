using Jena.SensorNode.Emulator.Flash;
using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.Contract;

/// <summary>A12.8: the file system.</summary>
public class FlashTests
{
    [Fact]
    public void Files_survive_sleep_and_power_loss()
    {
        var device = DevicePrograms.Device("""
            Say(File.Exists("I:\\a") ? Encoding.UTF8.GetString(File.ReadAllBytes("I:\\a"), 0, 2) : "none");
            File.WriteAllBytes("I:\\a", Encoding.UTF8.GetBytes("hi")); SleepFor(60);
            """);
        device.RunOneWake();
        device.PlanPowerCut(device.Now + TimeSpan.FromSeconds(30), TimeSpan.FromDays(1));

        Assert.Equal(["hi"], device.RunOneWake()!.Log);
    }

    [Fact]
    public void What_was_not_closed_is_lost_at_a_power_cut()
    {
        var device = DevicePrograms.Device("""
            using (var s = new FileStream("I:\\log", FileMode.Append)) { s.Write(new byte[3], 0, 3); }
            var open = new FileStream("I:\\log", FileMode.Append); open.Write(new byte[5], 0, 5); Say(open.Length.ToString());
            Thread.Sleep(10000); open.Dispose(); SleepFor(60);
            """);
        device.PlanPowerCut(DevicePrograms.Start.AddSeconds(5), TimeSpan.Zero);

        var report = device.RunOneWake()!;

        Assert.Equal(WakeOutcome.PowerCut, report.Outcome);
        Assert.Equal(["8"], report.Log);
        Assert.Equal(3, device.Flash.Length("log"));
    }

    [Fact]
    public void A_cut_at_any_byte_leaves_the_old_or_the_new_content_never_a_mixture()
    {
        const string Main = "File.WriteAllBytes(\"I:\\\\a\", new byte[] { 2, 2, 2, 2, 2 }); SleepFor(60);";
        var seen = new HashSet<byte>();
        for (var cut = 0; cut < 100; cut += 3)
        {
            var device = DevicePrograms.Device(Main);
            device.Flash.Deploy("a", [1, 1, 1]);
            device.Flash.CutAfterBytes = cut;

            var outcome = device.RunOneWake()!.Outcome;

            var content = device.Flash.Read("a")!;
            Assert.True(content.AsSpan().SequenceEqual(new byte[] { 1, 1, 1 }) || content.AsSpan().SequenceEqual(new byte[] { 2, 2, 2, 2, 2 }));
            Assert.Equal(content[0] == 1, outcome == WakeOutcome.PowerCut);
            seen.Add(content[0]);
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void A_move_onto_an_existing_file_throws_and_deleting_what_is_not_there_does_not()
    {
        var report = DevicePrograms.Run("""
            File.Delete("I:\\none"); File.WriteAllBytes("I:\\a", new byte[1]); File.WriteAllBytes("I:\\b", new byte[2]);
            try { File.Move("I:\\a", "I:\\b"); Say("moved"); } catch (IOException) { Say("refused"); }
            File.Delete("I:\\b"); File.Move("I:\\a", "I:\\b"); Say(new FileInfo("I:\\b").Length.ToString()); SleepFor(60);
            """);

        Assert.Equal(["refused", "1"], report.Log);
    }

    [Fact]
    public void A_full_flash_gives_a_plain_exception_and_keeps_what_is_there()
    {
        var device = DevicePrograms.Device("""
            int written = 0;
            try { for (int i = 0; i < 100; i++) { File.WriteAllBytes("I:\\f" + i, new byte[4096]); written++; } }
            catch (Exception e) { Say(e.GetType().FullName); }
            Say(written.ToString()); SleepFor(60);
            """);

        var log = device.RunOneWake()!.Log;

        Assert.Equal("System.Exception", log[0]);
        Assert.Equal(FlashFileSystem.DefaultBlockCount - FlashFileSystem.ReservedBlocks, int.Parse(log[1]));
        Assert.True(device.Flash.FileNames.Count >= int.Parse(log[1]));
    }

    [Fact]
    public void The_systems_own_files_show_in_the_root()
    {
        var report = DevicePrograms.Run("foreach (string name in Directory.GetFiles(\"I:\\\\\")) Say(name); SleepFor(60);",
            prepare: device => new Radio.WifiSettings { Ssid = "x" }.DeployTo(device.Flash));

        Assert.Contains(report.Log, name => name.StartsWith("I:\\con_", StringComparison.Ordinal) && name.EndsWith(".sys", StringComparison.Ordinal));
    }

    [Fact]
    public void A_partition_that_cannot_be_mounted_is_made_anew_and_credentials_vanish_with_the_files()
    {
        var device = DevicePrograms.Device("""
            Say(File.Exists("I:\\a") + " " + Wireless80211Configuration.GetAllWireless80211Configurations()[0].Ssid);
            File.WriteAllBytes("I:\\a", new byte[1]); SleepFor(60);
            """);
        new Radio.WifiSettings { Ssid = "Baumnetz" }.DeployTo(device.Flash);
        device.RunOneWake();
        Assert.Equal(["True Baumnetz"], device.RunOneWake()!.Log);

        device.Flash.IsCorrupt = true;

        Assert.Equal(["False "], device.RunOneWake()!.Log);
        Assert.Equal(1, device.Flash.Counters.Reformats);
    }

    [Fact]
    public void Wear_is_counted()
    {
        var device = DevicePrograms.Device("File.WriteAllBytes(\"I:\\\\a\", new byte[5000]); SleepFor(60);");

        device.RunOneWake();

        Assert.Equal(2, device.Flash.Counters.BlocksErased);
        Assert.Equal(5000 + FlashFileSystem.CommitBytes, device.Flash.Counters.BytesProgrammed);
        Assert.Equal(1, device.Flash.Counters.Commits);
    }

    [Fact]
    public void Reading_the_middle_of_a_file_and_writing_over_it_works()
    {
        var report = DevicePrograms.Run("""
            File.WriteAllBytes("I:\\a", new byte[] { 1, 2, 3, 4 });
            using (var s = new FileStream("I:\\a", FileMode.Open)) { s.Seek(2, SeekOrigin.Begin); s.WriteByte(9); s.Position = 1; Say(s.ReadByte() + " " + s.ReadByte()); }
            Say(File.ReadAllBytes("I:\\a")[2] + " " + new FileInfo("I:\\a").Length); SleepFor(60);
            """);

        Assert.Equal(["2 9", "9 4"], report.Log);
    }
}
