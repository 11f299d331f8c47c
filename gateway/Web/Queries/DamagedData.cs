using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>A worn card spoils what is stored: that hides nothing else, neither of the same device nor of others.</summary>
internal static class DamagedData
{
    /// <summary>Whether an exception says that stored data could not be read.</summary>
    public static bool IsDamage(Exception problem) => problem is InvalidDataException or InvalidCastException or SqliteException;

    /// <summary>Whether the store leaves out something of a device that it could not read.</summary>
    /// <param name="damage">What it could not read.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="from">Older days do not count; what was in the log has no day and does.</param>
    public static bool HasDamage(this DamageBook damage, int deviceId, DateTimeOffset from) => damage.Pieces.Any(piece =>
        piece.DeviceId == deviceId && (piece.Day is not { } day || day >= BlockId.DayOf(from.ToUnixTimeMilliseconds())));

    /// <summary>The newest sample; null without one, and where it cannot be read.</summary>
    public static Sample? ReadableLatest(this IReadingStore store, int deviceId)
    {
        try
        {
            return store.Latest(deviceId);
        }
        catch (Exception problem) when (IsDamage(problem))
        {
            return null;
        }
    }
}
