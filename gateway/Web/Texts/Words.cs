using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Web.Texts;

/// <summary>German words for what the program calls by code.</summary>
internal static class Words
{
    /// <summary>Name of a quantity.</summary>
    public static string Of(Reading reading) => reading.Quantity switch
    {
        Quantity.SoilMoisture => "Bodenfeuchte",
        Quantity.SoilTemperature => "Bodentemperatur",
        Quantity.AirTemperature => "Lufttemperatur",
        Quantity.AirHumidity => "Luftfeuchte",
        Quantity.SoilTension => "Wasserspannung",
        Quantity.SoilConductivity => "Leitfähigkeit",
        Quantity.Permittivity => "Permittivität",
        Quantity.Illuminance => "Licht",
        Quantity.WindSpeed => "Wind",
        Quantity.WindDirection => "Windrichtung",
        Quantity.Rainfall => "Regen",
        Quantity.AirPressure => "Luftdruck",
        Quantity.UltravioletIndex => "UV-Index",
        Quantity.FillLevel => "Füllstand",
        Quantity.BatteryVoltage => "Batterie",
        Quantity.BatteryCharge => "Batterieladung",
        Quantity.Distance => "Abstand",
        Quantity.Counts => $"Kanal {reading.Channel} (Rohwert)",
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
        var number = German.Number(value, Decimals(reading.Quantity)) + (reading.Unit.Length > 0 ? $" {reading.Unit}" : "");
        return reading.Quantity == Quantity.SoilTension && SoilTension.ToPf(value) is { } pf ? $"{number} (pF {German.Number(pf, 1)})" : number;
    }

    /// <summary>Depth in words.</summary>
    public static string Depth(int centimeters) => centimeters == ProbeDescription.InAir ? "–" : $"{centimeters} cm";

    /// <summary>Fault in words.</summary>
    public static string Of(ChannelFault fault) => fault switch
    {
        ChannelFault.None => "",
        ChannelFault.Missing => "Sonde antwortet nicht",
        ChannelFault.Shorted => "Kurzschluss",
        ChannelFault.Open => "Kabelbruch",
        ChannelFault.Stuck => "Sonde hängt",
        ChannelFault.OutOfRange => "außerhalb des Messbereichs",
        ChannelFault.InAir => "Sonde steht in Luft",
        ChannelFault.Frozen => "Boden gefroren",
        ChannelFault.Checksum => "Prüfsumme falsch",
        ChannelFault.NotReady => "Sonde nicht bereit",
        ChannelFault.Unpowered => "Batterie zu schwach zum Messen",
        _ => $"unbekannter Fehler {(int)fault}",
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

        Add(QualityFlags.Range, "unplausibel");
        Add(QualityFlags.Step, "Sprung");
        Add(QualityFlags.Spike, "Ausreißer");
        Add(QualityFlags.Stuck, "bewegt sich nicht");
        Add(QualityFlags.FrozenSoil, "Boden gefroren");
        Add(QualityFlags.InAir, "Sonde in Luft?");
        Add(QualityFlags.BatteryLow, "Batterie schwach");
        Add(QualityFlags.ClockUncertain, "Zeit unsicher");
        Add(QualityFlags.Uncalibrated, "nicht kalibriert");
        Add(QualityFlags.Unregistered, "Kanal nicht eingetragen");
        return words;
    }
}
