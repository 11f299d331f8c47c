using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Interprets samples of own nodes and of devices of other makers.</summary>
internal sealed class SampleInterpreter(MoistureConverter moisture, IForeignChannels foreign, QualityOptions options) : ISampleInterpreter
{
    // Dry sand at the wilting point holds 3 to 5 % (KA5): a calibrated probe that says less has no soil around it.
    private const double DriestSoilPercent = 3;

    /// <inheritdoc/>
    public IReadOnlyList<Reading> Interpret(Sample sample, DeviceDescription device)
    {
        var flags = OfSample(sample, device);
        var readings = new Reading[sample.Values.Length];
        for (var channel = 0; channel < readings.Length; channel++)
        {
            readings[channel] = device.Kind == DeviceKindOf.Foreign
                ? Foreign(sample, device, channel, flags)
                : Own(sample, device, channel, flags);
        }

        FrozenSoil.Mark(readings, options.FrozenBelowCelsius);
        return readings;
    }

    private Reading Own(Sample sample, DeviceDescription device, int channel, QualityFlags flags)
    {
        var probe = Probe(device, channel);
        var fault = FaultOf(sample, channel);
        var kind = probe?.Kind ?? 0;
        var quantity = QuantityOf(kind);
        var depth = probe?.DepthCentimeters ?? ProbeDescription.InAir;
        if (quantity == Quantity.Counts)
            flags |= QualityFlags.Unregistered;
        if (fault != ChannelFault.None)
            return new(channel, kind, quantity, depth, null, quantity.Symbol(), fault, flags | OfFault(fault), 0);

        var raw = sample.Values[channel];
        if (quantity != Quantity.SoilMoisture)
            return Judged(new(channel, kind, quantity, depth, raw / RawPerUnit(kind), quantity.Symbol(), fault, flags, 0) { Raw = raw });

        var instant = DateTimeOffset.FromUnixTimeMilliseconds(sample.TimeUnixMilliseconds);
        var water = moisture.Convert(kind, probe!.ProbeId, raw, SoilTemperatures.Near(sample, device, depth), instant);
        flags |= OfWater(water);
        if (kind == ChannelKind.SoilMoistureAdc && Esp32AdcCurve.ToVolts(raw) >= options.InAirVolts && (!water.IsCalibrated || water.Percent <= DriestSoilPercent))
            flags |= QualityFlags.InAir;
        return Judged(new(channel, kind, quantity, depth, water.Percent, quantity.Symbol(), fault, flags, water.CalibrationVersion) { Raw = raw });
    }

    private Reading Foreign(Sample sample, DeviceDescription device, int channel, QualityFlags flags)
    {
        var fault = FaultOf(sample, channel);
        if (foreign.Find(sample.LayoutId, channel) is not { } field)
        {
            var raw = fault == ChannelFault.None ? sample.Values[channel] : (double?)null;
            return new(channel, 0, Quantity.Counts, ProbeDescription.InAir, raw, "", fault, flags | QualityFlags.Unregistered | OfFault(fault), 0);
        }

        var depth = field.ProbeIndex < 0 ? ProbeDescription.InAir : Probe(device, field.ProbeIndex)?.DepthCentimeters ?? ProbeDescription.InAir;
        double? value = fault == ChannelFault.None ? (sample.Values[channel] * field.ValuePerRaw) + field.ValueAtZero : null;
        return Judged(new(channel, 0, field.Quantity, depth, value, field.Quantity.Symbol(), fault, flags | OfFault(fault), 0)
        {
            FieldName = field.FieldName,
            Raw = fault == ChannelFault.None ? sample.Values[channel] : null,
        });
    }

    private QualityFlags OfSample(Sample sample, DeviceDescription device)
    {
        var flags = QualityFlags.None;
        var low = device.Kind == DeviceKindOf.Foreign ? options.ForeignBatteryLowMillivolts : device.Battery?.EighthRateBelowMillivolts ?? options.BatteryLowMillivolts;
        if (sample.BatteryMillivolts > 0 && sample.BatteryMillivolts < low)
            flags |= QualityFlags.BatteryLow;
        if (sample.TimeIsProvisional || sample.UncertaintyMilliseconds > options.ClockUncertainSeconds * 1000L)
            flags |= QualityFlags.ClockUncertain;
        return flags;
    }

    private static QualityFlags OfWater(SoilMoisture water) =>
        (water.IsCalibrated ? QualityFlags.None : QualityFlags.Uncalibrated)
        | (water.IsBounded ? QualityFlags.Range : QualityFlags.None)
        | (water.IsExtrapolated ? QualityFlags.Extrapolated : QualityFlags.None)
        | (water.IsUncompensated ? QualityFlags.Uncompensated : QualityFlags.None);

    private static Reading Judged(Reading reading) =>
        reading.Value is { } value && !PlausibleRange.Of(reading.Quantity).Holds(value) ? reading with { Flags = reading.Flags | QualityFlags.Range } : reading;

    private static QualityFlags OfFault(ChannelFault fault) => fault switch
    {
        ChannelFault.None => QualityFlags.None,
        ChannelFault.InAir => QualityFlags.Fault | QualityFlags.InAir,
        ChannelFault.Frozen => QualityFlags.Fault | QualityFlags.FrozenSoil,
        ChannelFault.Stuck => QualityFlags.Fault | QualityFlags.Stuck,
        ChannelFault.OutOfRange => QualityFlags.Fault | QualityFlags.Range,
        _ => QualityFlags.Fault,
    };

    /// <summary>Fault of a channel; none where the sample tells none.</summary>
    public static ChannelFault FaultOf(Sample sample, int channel) =>
        channel < sample.Faults.Length ? (ChannelFault)sample.Faults[channel] : ChannelFault.None;

    private static ProbeDescription? Probe(DeviceDescription device, int channel)
    {
        foreach (var probe in device.Probes)
        {
            if (probe.Channel == channel)
                return probe;
        }

        return null;
    }

    private static Quantity QuantityOf(ChannelKind kind) => kind switch
    {
        ChannelKind.SoilMoistureAdc or ChannelKind.SoilMoistureSeesaw => Quantity.SoilMoisture,
        ChannelKind.SoilTemperature or ChannelKind.SoilTemperatureSeesaw => Quantity.SoilTemperature,
        ChannelKind.AirTemperature => Quantity.AirTemperature,
        ChannelKind.AirHumidity => Quantity.AirHumidity,
        _ => Quantity.Counts,
    };

    /// <summary>FRAME.md 5.4: 1/16 °C of DS18B20 and seesaw, 1/100 °C and 1/100 % of SHT4x, plain counts else.</summary>
    public static double RawPerUnit(ChannelKind kind) => kind switch
    {
        ChannelKind.SoilTemperature or ChannelKind.SoilTemperatureSeesaw => 16,
        ChannelKind.AirTemperature or ChannelKind.AirHumidity => 100,
        _ => 1,
    };
}
