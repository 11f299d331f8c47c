using Jena.SensorNode.Gateway.Readings;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Web.Queries;

/// <summary>A worn card spoils what is stored: that hides nothing else, neither of the same device nor of others.</summary>
internal static class DamagedData
{
    /// <summary>Whether an exception says that stored data could not be read.</summary>
    public static bool IsDamage(Exception problem) => problem is InvalidDataException or InvalidCastException or SqliteException;

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
