using CsCheck;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Batteries;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;
using Jena.SensorNode.Gateway.Tests.SoilWater;

namespace Jena.SensorNode.Gateway.Tests.Quality;

public class SampleInterpreterTests
{
    private static readonly SampleInterpreter Uncalibrated = With();

    [Fact]
    public void Raw_values_become_quantities_with_depth_and_unit()
    {
        var readings = Uncalibrated.Interpret(Samples.Of(3072, 2880, 3200, 16 * 18, (16 * 17) + 8, -8), Samples.SixChannels);

        Assert.Equal([30, 60, 90, 30, 60, 90], readings.Select(reading => reading.DepthCentimeters));
        Assert.Equal(["%", "%", "%", "°C", "°C", "°C"], readings.Select(reading => reading.Unit));
        Assert.Equal(24.66, readings[0].Value!.Value, 0.01);
        Assert.Equal([18.0, 17.5, -0.5], readings.Skip(3).Select(reading => reading.Value!.Value));
    }

    [Fact]
    public void Air_probes_and_seesaw_are_scaled_as_the_frame_says()
    {
        var device = Samples.SixChannels with
        {
            Probes =
            [
                Samples.Probe(0, ChannelKind.SoilMoistureSeesaw, 20), Samples.Probe(1, ChannelKind.SoilTemperatureSeesaw, 20),
                Samples.Probe(2, ChannelKind.AirTemperature, 255), Samples.Probe(3, ChannelKind.AirHumidity, 255),
            ],
        };

        var readings = Uncalibrated.Interpret(Samples.Of(1100, 200, -512, 6543), device);

        Assert.Equal([25.0, 12.5, -5.12, 65.43], readings.Select(reading => reading.Value!.Value));
        Assert.Equal([Quantity.SoilMoisture, Quantity.SoilTemperature, Quantity.AirTemperature, Quantity.AirHumidity], readings.Select(reading => reading.Quantity));
    }

    [Theory]
    [InlineData(ChannelFault.Missing, (int)QualityFlags.Fault)]
    [InlineData(ChannelFault.InAir, (int)(QualityFlags.Fault | QualityFlags.InAir))]
    [InlineData(ChannelFault.Frozen, (int)(QualityFlags.Fault | QualityFlags.FrozenSoil))]
    [InlineData(ChannelFault.Stuck, (int)(QualityFlags.Fault | QualityFlags.Stuck))]
    [InlineData((ChannelFault)13, (int)QualityFlags.Fault)] // reserved code of a later version
    public void A_fault_is_never_a_number(ChannelFault fault, int flags)
    {
        var reading = Uncalibrated.Interpret(Samples.Of(3000, 3000, 3000, 1, 1, 1).WithFault(1, fault), Samples.SixChannels)[1];

        Assert.Null(reading.Value);
        Assert.Equal(fault, reading.Fault);
        Assert.Equal((QualityFlags)flags, reading.Flags);
        Assert.Equal((60, Quantity.SoilMoisture), (reading.DepthCentimeters, reading.Quantity));
    }

    [Fact]
    public void A_calibrated_probe_carries_its_version_and_loses_the_mark()
    {
        var calibration = new Calibration { ProbeId = 100, Version = 2, ValidFrom = DateTimeOffset.UnixEpoch, Points = [new(1500, 45), new(3000, 5)] };

        var readings = With(calibration).Interpret(Samples.Of(2250, 2250, 2250, 300, 300, 300), Samples.SixChannels);

        Assert.Equal((25.0, 2, QualityFlags.None), (readings[0].Value, readings[0].CalibrationVersion, readings[0].Flags));
        Assert.Equal((0, QualityFlags.Uncalibrated), (readings[1].CalibrationVersion, readings[1].Flags));
    }

    [Fact]
    public void Compensation_takes_the_temperature_of_the_same_depth()
    {
        var calibration = new Calibration
        {
            ProbeId = 101,
            Version = 1,
            ValidFrom = DateTimeOffset.UnixEpoch,
            Points = [new(1500, 45), new(3000, 5)],
            Compensation = new(3, 20),
        };

        var readings = With(calibration).Interpret(Samples.Of(2250, 2250, 2250, 0, 16 * 30, 0), Samples.SixChannels);

        Assert.Equal(25.8, readings[1].Value!.Value, 9);
    }

    [Theory]
    [InlineData(16 * 10, 0, 0, 0, 0, 27.4)] // the same depth
    [InlineData(0, 1, 16 * 10, 0, 0, 27.4)] // faulty there: the nearest, at 60 cm
    [InlineData(85 * 16, 0, 16 * 10, 0, 0, 27.4)] // 85 °C: not asked in time
    [InlineData(0, 1, 0, 1, 16 * 10, null)] // at 90 cm: too far
    public void Compensation_goes_by_the_nearest_thermometer_that_works(int at30, int fault30, int at60, int fault60, int at90, double? percent)
    {
        var calibration = new Calibration { ProbeId = 100, Version = 1, ValidFrom = DateTimeOffset.UnixEpoch, Points = [new(1500, 45), new(3000, 5)], Compensation = new(-3, 20) };
        var sample = Samples.Of(2190, 2250, 2250, at30, at60, at90) with { Faults = [0, 0, 0, (byte)fault30, (byte)fault60, 0] };

        var reading = With(calibration).Interpret(sample, Samples.SixChannels)[0];

        Assert.Equal(percent ?? 26.6, reading.Value!.Value, 9);
        Assert.Equal(percent is null, reading.Flags.HasFlag(QualityFlags.Uncompensated));
    }

    [Fact]
    public void A_calibrated_probe_beyond_its_points_is_marked_bounded_and_still_known_to_stand_in_air()
    {
        var calibration = new Calibration { ProbeId = 100, Version = 1, ValidFrom = DateTimeOffset.UnixEpoch, Points = [new(1500, 35), new(3000, 10)] };

        var (wet, dry) = (With(calibration).Interpret(Samples.Of(1400, 1, 1, 300, 300, 300), Samples.SixChannels)[0], With(calibration).Interpret(Samples.Of(4000, 1, 1, 300, 300, 300), Samples.SixChannels)[0]);

        Assert.Equal(QualityFlags.Extrapolated, wet.Flags);
        Assert.Equal((0.0, QualityFlags.Extrapolated | QualityFlags.Range | QualityFlags.InAir), (dry.Value, dry.Flags));
    }

    [Theory]
    [InlineData(30, 35, true)]
    [InlineData(30, 41, false)]
    public void Frost_is_seen_by_a_thermometer_beside_the_probe_but_not_by_one_far_below(int water, int thermometer, bool isFrozen)
    {
        var device = Samples.SixChannels with { Probes = [Samples.Probe(0, ChannelKind.SoilMoistureAdc, water), Samples.Probe(1, ChannelKind.SoilTemperature, thermometer)] };

        Assert.Equal(isFrozen, Uncalibrated.Interpret(Samples.Of(3072, -16), device)[0].Flags.HasFlag(QualityFlags.FrozenSoil));
        Assert.False(Uncalibrated.Interpret(Samples.Of(3072, -16 * 55), device)[0].Flags.HasFlag(QualityFlags.FrozenSoil), "-55 °C is a fault of the thermometer");
    }

    [Theory]
    [InlineData(2885, false)] // an LSE01 as its manual shows it
    [InlineData(2300, true)]
    public void A_sensor_of_another_maker_has_a_battery_of_its_own_kind(int millivolts, bool isLow)
    {
        var device = new DeviceDescription(2, "a84041ffff000001", DeviceKindOf.Foreign, null, []);

        Assert.Equal(isLow, Uncalibrated.Interpret(Samples.Of(1) with { BatteryMillivolts = millivolts }, device)[0].Flags.HasFlag(QualityFlags.BatteryLow));
    }

    [Fact]
    public void Frozen_soil_marks_the_water_of_its_own_depth_only()
    {
        var readings = Uncalibrated.Interpret(Samples.Of(3072, 3072, 3072, -3, 16, 40), Samples.SixChannels);

        Assert.True(readings[0].Flags.HasFlag(QualityFlags.FrozenSoil));
        Assert.False(readings[1].Flags.HasFlag(QualityFlags.FrozenSoil));
        Assert.Equal(QualityFlags.None, readings[3].Flags);
        Assert.NotNull(readings[0].Value);
    }

    [Fact]
    public void A_probe_in_air_and_a_value_out_of_range_are_marked_and_kept()
    {
        var readings = Uncalibrated.Interpret(Samples.Of(3900, 1200, 3072, 16 * 80, 16, 16), Samples.SixChannels);

        Assert.True(readings[0].Flags.HasFlag(QualityFlags.InAir));
        Assert.True(readings[1].Flags.HasFlag(QualityFlags.Range));
        Assert.Equal((80.0, QualityFlags.Range), (readings[3].Value, readings[3].Flags));
    }

    [Fact]
    public void Low_battery_and_an_uncertain_clock_mark_every_channel()
    {
        var low = Samples.Of(3072, 3072, 3072, 16, 16, 16) with { BatteryMillivolts = 3299 };
        var unsure = low with { BatteryMillivolts = 0, UncertaintyMilliseconds = 300_001 };
        var provisional = unsure with { UncertaintyMilliseconds = 0, TimeIsProvisional = true };

        Assert.All(Uncalibrated.Interpret(low, Samples.SixChannels), reading => Assert.True(reading.Flags.HasFlag(QualityFlags.BatteryLow)));
        Assert.All(Uncalibrated.Interpret(unsure, Samples.SixChannels), reading => Assert.Equal(QualityFlags.ClockUncertain, reading.Flags & ~QualityFlags.Uncalibrated));
        Assert.All(Uncalibrated.Interpret(provisional, Samples.SixChannels), reading => Assert.True(reading.Flags.HasFlag(QualityFlags.ClockUncertain)));
    }

    [Theory]
    [InlineData("li-fes2", 3000, false)] // two lithium AA are at 3.0 V for most of their life
    [InlineData("li-fes2", 2819, true)]
    [InlineData("li-socl2", 3249, true)]
    [InlineData("li-ion", 3299, true)]
    [InlineData("li-ion", 3300, false)]
    public void A_battery_is_low_by_its_own_kind(string kind, int millivolts, bool isLow)
    {
        var sample = Samples.Of(3072, 3072, 3072, 16, 16, 16) with { BatteryMillivolts = millivolts };

        var readings = Uncalibrated.Interpret(sample, Samples.SixChannels with { Battery = BatteryKind.Find(kind) });

        Assert.All(readings, reading => Assert.Equal(isLow, reading.Flags.HasFlag(QualityFlags.BatteryLow)));
    }

    [Fact]
    public void A_channel_that_is_not_registered_stays_visible_as_nothing_but_its_fault_or_counts()
    {
        var readings = Uncalibrated.Interpret(Samples.Of(1, 2, 3, 4, 5, 6, 777), Samples.SixChannels);

        Assert.Equal((Quantity.Counts, 777.0, ProbeDescription.InAir), (readings[6].Quantity, readings[6].Value, readings[6].DepthCentimeters));
        Assert.True(readings[6].Flags.HasFlag(QualityFlags.Unregistered));
    }

    [Fact]
    public void A_foreign_channel_is_scaled_by_its_decoder_and_placed_by_the_registry()
    {
        var device = new DeviceDescription(2, "8cf95720000d4a69", DeviceKindOf.Foreign, null, [Samples.Probe(0, 0, 30), Samples.Probe(1, 0, 60)]);
        var fields = new FixedFields(new(Quantity.SoilTension, -0.1, 0, 1, "potentialwater_2"), new(Quantity.SoilTemperature, 0.1, 0, 1, "temp_2"));

        var readings = With(fields).Interpret(Samples.Of(11456, -4), device);

        Assert.Equal((Quantity.SoilTension, -1145.6, 60), (readings[0].Quantity, Math.Round(readings[0].Value!.Value, 6), readings[0].DepthCentimeters));
        Assert.Equal(QualityFlags.FrozenSoil, readings[0].Flags);
        Assert.Equal("temp_2", readings[1].FieldName);
    }

    [Fact]
    public void No_sample_makes_the_interpreter_throw_or_give_a_number_for_a_fault()
    {
        var kinds = Gen.Enum<ChannelKind>().Select(kind => kind).Array[0, 8];
        var channel = Gen.Select(Gen.Int, Gen.Byte);
        Gen.Select(kinds, channel.Array[0, 8], Gen.Int[0, 6000], Gen.Int).Sample((probes, channels, battery, uncertainty) =>
        {
            var device = Samples.SixChannels with { Probes = [.. probes.Select((kind, index) => Samples.Probe(index, kind, 30))] };
            var sample = Samples.Of([.. channels.Select(pair => pair.Item1)]) with
            {
                Faults = [.. channels.Select(pair => pair.Item2)],
                BatteryMillivolts = battery,
                UncertaintyMilliseconds = uncertainty,
            };

            var readings = Uncalibrated.Interpret(sample, device);

            Assert.Equal(channels.Length, readings.Count);
            Assert.All(readings, reading => Assert.Equal(reading.Fault == ChannelFault.None, reading.Value is { } value && double.IsFinite(value)));
        });
    }

    private static SampleInterpreter With(params Calibration[] calibrations) =>
        new(new MoistureConverter(new FixedCalibrations(calibrations), new()), new FixedFields(), new());

    private static SampleInterpreter With(FixedFields fields) => new(new MoistureConverter(new FixedCalibrations(), new()), fields, new());

    private sealed class FixedFields(params ForeignChannel[] fields) : IForeignChannels
    {
        public ForeignChannel? Find(int layoutId, int channel) => channel < fields.Length ? fields[channel] : null;
    }
}
