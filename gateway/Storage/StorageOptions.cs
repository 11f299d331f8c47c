namespace Jena.SensorNode.Gateway.Storage;

/// <summary>Section <c>Gateway</c>: where the gateway keeps what must survive.</summary>
internal sealed class StorageOptions : ISettings
{
    /// <summary>Folder of the database, keys and <c>ports.json</c>; made if missing.</summary>
    public string DataDirectory { get; set; } = "/var/lib/jena-gateway";

    /// <summary>Writes waiting for the disk before senders have to wait; bounds the memory of the queue.</summary>
    public int WriteQueueLength { get; set; } = 8192;

    /// <summary>Most writes in one commit.</summary>
    public int WritesPerCommit { get; set; } = 4096;

    /// <summary>
    /// Longest time that a commit may wait for more to join it, in ms; 0 = never. It waits only where others are coming.
    /// 100 ms at 100 mA is 3 µAh of a node's battery a session, 0.4 % of a day with four; it halves the bytes on the card at 20 frames a second.
    /// </summary>
    public int CommitLingerMilliseconds { get; set; } = 100;

    /// <inheritdoc/>
    public IEnumerable<SettingsProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(DataDirectory))
            yield return new(nameof(DataDirectory), "must name a folder that the service may write");
        if (WriteQueueLength is < 16 or > 1_000_000)
            yield return new(nameof(WriteQueueLength), $"must be 16 to 1000000, is {WriteQueueLength}");
        if (CommitLingerMilliseconds is < 0 or > 1000)
            yield return new(nameof(CommitLingerMilliseconds), $"must be 0 to 1000, is {CommitLingerMilliseconds}");
        if (WritesPerCommit is < 1 or > 100_000)
            yield return new(nameof(WritesPerCommit), $"must be 1 to 100000, is {WritesPerCommit}");
    }
}
