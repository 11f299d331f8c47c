namespace Jena.SensorNode.Gateway.Lorawan.Ingest;

/// <summary>What a stored message of a foreign device has become. The numbers are in the database.</summary>
internal enum UplinkState
{
    /// <summary>Kept raw; no table of this gateway fits the device or this message.</summary>
    Unknown = 0,

    /// <summary>Its values are in the readings.</summary>
    Read = 1,
}
