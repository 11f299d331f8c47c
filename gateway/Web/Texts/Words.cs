using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Texts;

/// <summary>Words for what the program calls by code.</summary>
internal static class Words
{
    /// <summary>Name of a quantity.</summary>
    public static string Of(Reading reading) => reading.Quantity switch
    {
        Quantity.SoilMoisture => Say("Bodenfeuchte", "Soil moisture"),
        Quantity.SoilTemperature => Say("Bodentemperatur", "Soil temperature"),
        Quantity.AirTemperature => Say("Lufttemperatur", "Air temperature"),
        Quantity.AirHumidity => Say("Luftfeuchte", "Air humidity"),
        Quantity.SoilTension => Say("Wasserspannung", "Water potential"),
        Quantity.SoilConductivity => Say("Leitfähigkeit", "Conductivity"),
        Quantity.Permittivity => Say("Permittivität", "Permittivity"),
        Quantity.Illuminance => Say("Licht", "Light"),
        Quantity.WindSpeed => "Wind",
        Quantity.WindDirection => Say("Windrichtung", "Wind direction"),
        Quantity.Rainfall => Say("Regen", "Rain"),
        Quantity.AirPressure => Say("Luftdruck", "Air pressure"),
        Quantity.UltravioletIndex => Say("UV-Index", "UV index"),
        Quantity.FillLevel => Say("Füllstand", "Fill level"),
        Quantity.BatteryVoltage => Say("Batterie", "Battery"),
        Quantity.BatteryCharge => Say("Batterieladung", "Battery charge"),
        Quantity.Distance => Say("Abstand", "Distance"),
        Quantity.Counts => $"{Say("Kanal", "Channel")} {reading.Channel} ({Say("Rohwert", "raw")})",
        _ => reading.FieldName,
    };

    /// <summary>Decimals that a quantity is shown with.</summary>
    public static int Decimals(Quantity quantity) => quantity switch
    {
        Quantity.SoilConductivity or Quantity.Illuminance or Quantity.WindDirection or Quantity.Counts or Quantity.BatteryCharge or Quantity.Distance => 0,
        Quantity.BatteryVoltage => 2,
        _ => 1,
    };

    /// <summary>Value with unit, or the fault in words.</summary>
    public static string Value(Reading reading)
    {
        if (reading.Value is not { } value)
            return Of(reading.Fault);
        var number = Number(value, Decimals(reading.Quantity)) + (reading.Unit.Length > 0 ? $" {reading.Unit}" : "");
        return reading.Quantity == Quantity.SoilTension && SoilTension.ToPf(value) is { } pf ? $"{number} (pF {Number(pf, 1)})" : number;
    }

    /// <summary>Depth in words.</summary>
    public static string Depth(int centimeters) => centimeters == ProbeDescription.InAir ? "–" : $"{centimeters} cm";

    /// <summary>Fault in words.</summary>
    public static string Of(ChannelFault fault) => fault switch
    {
        ChannelFault.None => "",
        ChannelFault.Missing => Say("Sonde antwortet nicht", "Probe does not answer"),
        ChannelFault.Shorted => Say("Kurzschluss", "Short circuit"),
        ChannelFault.Open => Say("Kabelbruch", "Broken wire"),
        ChannelFault.Stuck => Say("Sonde hängt", "Probe hangs"),
        ChannelFault.OutOfRange => Say("außerhalb des Messbereichs", "outside the measuring range"),
        ChannelFault.InAir => Say("Sonde steht in Luft", "Probe stands in air"),
        ChannelFault.Frozen => Say("Boden gefroren", "Soil frozen"),
        ChannelFault.Checksum => Say("Prüfsumme falsch", "Checksum wrong"),
        ChannelFault.NotReady => Say("Sonde nicht bereit", "Probe not ready"),
        ChannelFault.Unpowered => Say("Batterie zu schwach zum Messen", "Battery too weak to measure"),
        _ => $"{Say("unbekannter Fehler", "unknown fault")} {(int)fault}",
    };

    /// <summary>Doubts in words, without those that a fault says already.</summary>
    public static IReadOnlyList<string> Of(QualityFlags flags)
    {
        var words = new List<string>();
        void Add(QualityFlags flag, string word)
        {
            if (flags.HasFlag(flag))
                words.Add(word);
        }

        Add(QualityFlags.Range, Say("unplausibel", "implausible"));
        Add(QualityFlags.Step, Say("Sprung", "jump"));
        Add(QualityFlags.Spike, Say("Ausreißer", "outlier"));
        Add(QualityFlags.Stuck, Say("bewegt sich nicht", "does not move"));
        Add(QualityFlags.FrozenSoil, Say("Boden gefroren", "Soil frozen"));
        Add(QualityFlags.InAir, Say("Sonde in Luft?", "probe in air?"));
        Add(QualityFlags.BatteryLow, Say("Batterie schwach", "battery low"));
        Add(QualityFlags.ClockUncertain, Say("Zeit unsicher", "time uncertain"));
        Add(QualityFlags.Uncalibrated, Say("nicht kalibriert", "not calibrated"));
        Add(QualityFlags.Extrapolated, Say("außerhalb der Kalibrierung", "outside the calibration"));
        Add(QualityFlags.Uncompensated, Say("ohne Temperaturausgleich", "not temperature-compensated"));
        Add(QualityFlags.Unregistered, Say("Kanal nicht eingetragen", "channel not registered"));
        return words;
    }
}
