namespace Jena.SensorNode.Frames
{
    /// <summary>What a channel measures and in which raw unit (FRAME.md 5.4).</summary>
    public enum ChannelKind : byte
    {
        /// <summary>Soil moisture, capacitive probe on the ADC, in ADC counts 0..4095.</summary>
        SoilMoistureAdc = 1,

        /// <summary>Soil temperature, DS18B20, in 1/16 °C.</summary>
        SoilTemperature = 2,

        /// <summary>Soil moisture, seesaw touch input, in counts 0..4095.</summary>
        SoilMoistureSeesaw = 3,

        /// <summary>Soil temperature, seesaw, in 1/16 °C.</summary>
        SoilTemperatureSeesaw = 4,

        /// <summary>Air temperature, SHT4x, in 1/100 °C.</summary>
        AirTemperature = 5,

        /// <summary>Relative air humidity, SHT4x, in 1/100 %.</summary>
        AirHumidity = 6,
    }
}
