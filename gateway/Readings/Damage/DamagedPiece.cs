namespace Jena.SensorNode.Gateway.Readings.Damage;

/// <summary>What kind of stored thing is unreadable.</summary>
internal enum DamageKind
{
    /// <summary>Samples of a device and day.</summary>
    Block,

    /// <summary>Hours of a device and a thinned day.</summary>
    Hours,

    /// <summary>Samples of a frame that had not settled yet.</summary>
    LogRow,
}

/// <summary>A piece of the stored readings that cannot be read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its key on disk.</param>
/// <param name="DeviceId">Whose it is.</param>
/// <param name="Day">Of which day (since 1970, UTC); null of a row of the log, which bears its times inside.</param>
/// <param name="Samples">How many samples are missing.</param>
/// <param name="Found">When that was found.</param>
internal sealed record DamagedPiece(DamageKind Kind, long Id, int DeviceId, long? Day, int Samples, DateTimeOffset Found);
