namespace Jena.SensorNode.Gateway.Quality;

/// <summary>How each channel of a device stands now, judged within its series, cheap enough to ask for every device of a city.</summary>
internal interface INewestReadings
{
    /// <summary>
    /// The channels of the newest sample, and those that other samples of the day before it gave and no newer one replaced; none without a sample.
    /// From memory unless a sample, the registry or a calibration is new.
    /// </summary>
    IReadOnlyList<NewestReading> Of(int deviceId);
}
