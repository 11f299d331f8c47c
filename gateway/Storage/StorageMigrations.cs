namespace Jena.SensorNode.Gateway.Storage;

/// <summary>Tables of the storage itself: 100 to 109.</summary>
internal static class StorageMigrations
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new Migration(
            100,
            "storage probe",
            "CREATE TABLE storage_probe(count INTEGER NOT NULL); INSERT INTO storage_probe VALUES(0);",
            "DROP TABLE storage_probe;"),
    ];
}
