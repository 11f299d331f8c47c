using Jena.SensorNode.Emulator.Probes;
using Jena.SensorNode.Emulator.Radio;
using Jena.SensorNode.Emulator.Tests.Support;

namespace Jena.SensorNode.Emulator.Tests.Contract;

/// <summary>A12.4 and A12.5: converter, 1-Wire and I²C with their faults.</summary>
public class ProbeTests
{
    private const string Bus = """
        Configuration.SetPinFunction(16, DeviceFunction.COM3_RX); Configuration.SetPinFunction(17, DeviceFunction.COM3_TX);
        OneWireHost h = new OneWireHost();
        """;

    private const string ReadAll = """
        h.TouchReset(); h.WriteByte(0xCC); h.WriteByte(0x44); Thread.Sleep(WAIT);
        h.TouchReset(); h.WriteByte(0xCC); h.WriteByte(0xBE); byte[] p = new byte[9]; for (int i = 0; i < 9; i++) p[i] = h.ReadByte();
        byte crc = 0; for (int i = 0; i < 8; i++) { crc ^= p[i]; for (int b = 0; b < 8; b++) crc = (byte)((crc & 1) != 0 ? (crc >> 1) ^ 0x8C : crc >> 1); }
        Say((short)(p[0] | p[1] << 8) + " " + (crc == p[8]) + " " + p[0]); SleepFor(60);
        """;

    [Theory]
    [InlineData(-3.25, -52)]
    [InlineData(0, 0)]
    [InlineData(21.0625, 337)]
    public void A_thermometer_gives_sixteenths_of_a_degree_above_and_below_zero(double celsius, int raw)
    {
        var report = Thermometer(800, device => device.Wiring.OneWire.Add(new Ds18b20(7, _ => celsius)));

        Assert.Equal($"{raw} True", report.Log[0][..^(report.Log[0].Split(' ')[2].Length + 1)]);
    }

    [Fact]
    public void Reading_before_the_conversion_has_ended_gives_85_degrees()
    {
        var report = Thermometer(300, device => device.Wiring.OneWire.Add(new Ds18b20(7, _ => 20)));

        Assert.StartsWith("1360 True", report.Log[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProbeFault.Missing, "-1 False")]
    [InlineData(ProbeFault.Shorted, "0 True")]
    [InlineData(ProbeFault.BitErrors, " False")]
    [InlineData(ProbeFault.NotReady, "1360 True")]
    public void Faults_of_a_thermometer_show_as_they_do_on_the_wire(ProbeFault fault, string seen)
    {
        var report = Thermometer(800, device =>
        {
            var probe = new Ds18b20(7, _ => 20);
            probe.Faults.Always(fault);
            device.Wiring.OneWire.Add(probe);
        });

        Assert.Contains(seen, report.Log[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Several_thermometers_are_found_and_read_by_their_rom_id()
    {
        var device = DevicePrograms.Device(Bus + """
            foreach (byte[] rom in h.FindAllDevices()) {
              h.TouchReset(); h.WriteByte(0x55); for (int i = 0; i < 8; i++) h.WriteByte(rom[i]); h.WriteByte(0x44); Thread.Sleep(750);
              h.TouchReset(); h.WriteByte(0x55); for (int i = 0; i < 8; i++) h.WriteByte(rom[i]); h.WriteByte(0xBE); Say(rom[1] + ": " + (h.ReadByte() | h.ReadByte() << 8));
            }
            SleepFor(60);
            """);
        device.Wiring.OneWire.AddRange([new Ds18b20(5, _ => 10), new Ds18b20(6, _ => 11)]);

        Assert.Equal(["5: 160", "6: 176"], device.RunOneWake()!.Log);
    }

    [Fact]
    public void The_bus_needs_both_pins_and_allows_one_host()
    {
        var report = DevicePrograms.Run("""
            try { new OneWireHost(); } catch (InvalidOperationException) { Say("pins"); }
            Configuration.SetPinFunction(16, DeviceFunction.COM3_RX); Configuration.SetPinFunction(17, DeviceFunction.COM3_TX);
            OneWireHost h = new OneWireHost(); try { new OneWireHost(); } catch (InvalidOperationException) { Say("one"); } h.Dispose(); new OneWireHost(); SleepFor(1);
            """);

        Assert.Equal(["pins", "one"], report.Log);
    }

    [Fact]
    public void An_unpowered_probe_gives_nothing_and_power_ends_with_the_wake()
    {
        var device = DevicePrograms.Device("""
            AdcChannel a = new AdcController().OpenChannel(0); Say(a.ReadValue() < 50 ? "dark" : "lit");
            GpioPin p = new GpioController().OpenPin(25, PinMode.Output); p.Write(PinValue.High); Thread.Sleep(100); Say(a.ReadValue() > 1000 ? "lit" : "dark"); SleepFor(60);
            """);
        device.Wiring.PowerPin = 25;
        device.Wiring.Analog[0] = new CapacitiveProbe(_ => 25);

        Assert.Equal(["dark", "lit"], device.RunOneWake()!.Log);
        Assert.Equal(["dark", "lit"], device.RunOneWake()!.Log);
    }

    [Fact]
    public void A_probe_reads_the_water_of_the_soil_within_the_converters_noise()
    {
        foreach (var water in new[] { 0.0, 12.5, 30, 45 })
        {
            var device = DevicePrograms.Device("AdcChannel a = new AdcController().OpenChannel(3); Thread.Sleep(100); int s = 0; for (int i = 0; i < 64; i++) s += a.ReadValue(); Say((s / 64).ToString()); SleepFor(1);");
            device.Wiring.Analog[3] = new CapacitiveProbe(_ => water);
            OnlineDevice.Store(device, WifiOptions.Disable);

            var counts = int.Parse(device.RunOneWake()!.Log[0]);

            Assert.Equal(water, CapacitiveProbe.WaterPercent(counts), 0.3);
        }
    }

    [Fact]
    public void Frozen_water_looks_like_dry_soil()
    {
        var thawed = CapacitiveProbe.ExpectedCounts(30);
        var device = DevicePrograms.Device("Thread.Sleep(100); Say(new AdcController().OpenChannel(3).ReadValue().ToString()); SleepFor(1);");
        device.Wiring.Analog[3] = new CapacitiveProbe(_ => 30, _ => -1);

        Assert.True(int.Parse(device.RunOneWake()!.Log[0]) > thawed + 300);
    }

    [Theory]
    [InlineData(WifiOptions.AutoConnect, "System.Exception")]
    [InlineData(WifiOptions.Disable, "read")]
    public void The_second_converter_is_dead_while_the_radio_is_on(WifiOptions stored, string seen)
    {
        var report = DevicePrograms.Run("try { new AdcController().OpenChannel(10).ReadValue(); Say(\"read\"); } catch (Exception e) { Say(e.GetType().FullName); } SleepFor(1);",
            prepare: device => OnlineDevice.Store(device, stored));

        Assert.Equal([seen], report.Log);
    }

    [Fact]
    public void Assigning_a_pin_to_the_converter_is_refused()
    {
        var report = DevicePrograms.Run("try { Configuration.SetPinFunction(36, DeviceFunction.ADC1_CH0); } catch (ArgumentException) { Say(\"refused\"); } SleepFor(1);");

        Assert.Equal(["refused"], report.Log);
    }

    [Theory]
    [InlineData(ProbeFault.None, "1 2 705")]
    [InlineData(ProbeFault.Missing, "4 0 -1")]
    [InlineData(ProbeFault.Partial, "3 0 -1")]
    [InlineData(ProbeFault.NotReady, "1 2 65535")]
    public void A_failed_transfer_on_the_bus_leaves_the_buffer_and_tells_by_its_status(ProbeFault fault, string seen)
    {
        var report = DevicePrograms.Run("""
            I2cDevice d = I2cDevice.Create(new I2cConnectionSettings(1, 0x37)); byte[] r = { 0xFF, 0xFF };
            d.Write(new byte[] { 0x0F, 0x10 }); Thread.Sleep(6); I2cTransferResult t = d.Read(r);
            int v = r[0] << 8 | r[1]; Say((int)t.Status + " " + t.BytesTransferred + " " + (t.Status == I2cTransferStatus.FullTransfer ? v : (short)v)); SleepFor(1);
            """, prepare: device =>
            {
                var probe = new SeesawProbe(_ => 25, _ => 10);
                probe.Faults.Always(fault);
                device.Wiring.I2c[(1, 0x37)] = probe;
            });

        Assert.Equal([seen], report.Log);
    }

    [Fact]
    public void The_air_sensor_answers_with_check_sums_when_it_is_done_and_not_before()
    {
        var report = DevicePrograms.Run("""
            I2cDevice d = I2cDevice.Create(new I2cConnectionSettings(1, 0x44)); byte[] r = new byte[6];
            d.WriteByte(0xFD); Say(((int)d.Read(r).Status).ToString()); Thread.Sleep(10); Say(((int)d.Read(r).Status).ToString());
            Say(((r[0] << 8 | r[1]) * 175.0 / 65535 - 45 < -4.9).ToString()); SleepFor(1);
            """, prepare: device => device.Wiring.I2c[(1, 0x44)] = new Sht4xSensor(_ => -5, _ => 80));

        Assert.Equal(["4", "1", "True"], report.Log);
    }

    private static WakeReport Thermometer(int waitMilliseconds, Action<VirtualDevice> prepare) =>
        DevicePrograms.Run(Bus + ReadAll.Replace("WAIT", waitMilliseconds.ToString(), StringComparison.Ordinal), prepare: prepare);
}
