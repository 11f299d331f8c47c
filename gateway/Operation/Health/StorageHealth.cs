using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Whether readings can be stored, and for how long there is room on the disk.</summary>
internal sealed class StorageHealth(DatabaseWriter writer, StorageOptions storage) : IHealthSource
{
    private const long LowDiskBytes = 200L * 1024 * 1024;

    /// <inheritdoc/>
    public IEnumerable<HealthFinding> Findings()
    {
        if (writer.State is { IsFailing: true } state)
        {
            yield return new("storage", HealthStatus.Failed,
                $"Es kann nichts gespeichert werden; Knoten behalten ihre Messwerte. Platz schaffen oder Speicherkarte prüfen. ({state.Error})",
                $"Nothing can be stored; nodes keep their readings. Free space or check the card. ({state.Error})");
        }

        if (FreeBytes() is { } free and < LowDiskBytes)
        {
            yield return new("disk", HealthStatus.Degraded,
                $"Nur noch {free / 1048576} MB frei auf dem Datenträger von {storage.DataDirectory}.",
                $"Only {free / 1048576} MB free on the disk of {storage.DataDirectory}.");
        }
    }

    private long? FreeBytes()
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(storage.DataDirectory)).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Some file systems do not tell; then the writer's own alarm must do.
            return null;
        }
    }
}
