using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Provisioning;

namespace Jena.SensorNode.Gateway.Tests.Nodes;

public sealed class BoardPinsTests
{
    [Fact]
    public void Wiring_of_the_handbook_fits() => BoardPins.Check(
        LayoutText.Parse(["adc:4@30", "ds18b20:28ff641e8216035c@30", "adc:5@60", "ds18b20:28ff641e8216035d@60", "adc:6@90", "ds18b20:28ff641e8216035e@90"], 25),
        BatterySource.Parse("adc:7:2000")!,
        buttonPin: 27,
        ledPin: 2);

    [Theory]
    [InlineData("seesaw:1:54@30", "seesaw-temp:1:54@30")]
    [InlineData("sht4x-temp:1:68@air", "sht4x-humidity:1:68@air")]
    [InlineData("seesaw:1:54@30", "seesaw:2:54@60")]
    public void Chip_that_gives_two_values_or_stands_on_another_bus_fits(params string[] probes) => BoardPins.Check(LayoutText.Parse(probes, 25));

    [Theory]
    [InlineData("zweimal", 255, "adc:4@30", "adc:4@60")]
    [InlineData("zweimal", 255, "ds18b20:28ff641e8216035c@30", "ds18b20:28ff641e8216035c@60")]
    [InlineData("ROM", 255, "ds18b20@30", "ds18b20@60")]
    [InlineData("ROM", 255, "ds18b20@30", "ds18b20:28ff641e8216035c@60")]
    [InlineData("ADC-Kanal 0 bis 7", 255, "adc:8@30")]
    [InlineData("ADC-Kanal 0 bis 7", 255, "adc:99@30")]
    [InlineData("--power-pin: GPIO 34", 34, "adc:4@30")]
    [InlineData("--power-pin: GPIO 6", 6, "adc:4@30")]
    [InlineData("--power-pin: GPIO 40", 40, "adc:4@30")]
    [InlineData("GPIO 32 hängt zweierlei: adc:4@30 und --power-pin", 32, "adc:4@30")]
    [InlineData("GPIO 16 hängt zweierlei", 16, "ds18b20@30")]
    [InlineData("GPIO 18 hängt zweierlei", 18, "seesaw:1:54@30")]
    [InlineData("Bus 1 oder 2", 255, "seesaw:0:54@30")]
    [InlineData("Adresse 8 bis 119", 255, "seesaw:1:120@30")]
    [InlineData("dieselbe Adresse 54", 255, "seesaw:1:54@30", "sht4x-temp:1:54@air")]
    public void Probe_that_cannot_be_is_refused_in_words(string reason, int powerPin, params string[] probes) => Assert.Contains(
        reason,
        Assert.Throws<RegistryException>(() => BoardPins.Check(LayoutText.Parse(probes, (byte)powerPin))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("none", 27, 27, "GPIO 27 hängt zweierlei: --button und --led")]
    [InlineData("none", 25, 2, "--power-pin und --button")]
    [InlineData("none", 5, 2, "--button: GPIO 5")]
    [InlineData("none", 27, 35, "--led: GPIO 35")]
    [InlineData("none", 27, 1, "--led: GPIO 1")]
    [InlineData("adc:4:2000", 27, 2, "adc:4@30 und --battery")]
    [InlineData("adc:7:2000", 35, 2, "--battery und --button")]
    [InlineData("adc:9:2000", 27, 2, "ADC-Kanal 0 bis 7")]
    [InlineData("max1704x:1:54", 27, 18, "I²C 1 und --led")]
    [InlineData("max1704x:1:3", 27, 2, "Adresse 8 bis 119")]
    public void Battery_button_and_led_are_looked_at_with_the_probes(string battery, int button, int led, string reason) => Assert.Contains(
        reason,
        Assert.Throws<RegistryException>(() => BoardPins.Check(LayoutText.Parse(["adc:4@30"], 25), BatterySource.Parse(battery)!, button, led)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Fuel_gauge_and_seesaw_share_no_bus() => Assert.Throws<RegistryException>(
        () => BoardPins.Check(LayoutText.Parse(["seesaw:1:54@30"], 25), BatterySource.Parse("max1704x:1:54")!, 27, 2));

    [Fact]
    public void Whatever_is_taken_drives_no_pin_twice_and_no_pin_of_the_flash() => Gen.Select(Gen.Int[0, 9].Array[1, 4], Gen.Int[0, 40], Gen.Int[-1, 40], Gen.Int[-1, 40]).Sample((channels, power, button, led) =>
    {
        int[] adc = [36, 37, 38, 39, 32, 33, 34, 35];
        try
        {
            BoardPins.Check(LayoutText.Parse([.. channels.Select(channel => $"adc:{channel}@30")], (byte)power), new BatterySource(), button, led);
        }
        catch (RegistryException)
        {
            return;
        }

        int[] pins = [.. channels.Select(channel => adc[channel]), power, .. new[] { button, led }.Where(pin => pin >= 0)];
        Assert.Equal(pins.Distinct(), pins);
        Assert.DoesNotContain(pins, pin => pin is (>= 6 and <= 11) or > 39 or 20 or 24);
    });
}
