namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Readings of a device with all tests applied, for pages, exports and aggregates.</summary>
internal interface IJudgedReadings
{
    /// <summary>
    /// Readings taken in [from, to), channel by channel in order of time. Always derived from raw: a late arrival or a new
    /// calibration shows at the next call.
    /// </summary>
    IReadOnlyList<TimedReading> Read(int deviceId, DateTimeOffset from, DateTimeOffset to);
}
