namespace Jena.SensorNode.Emulator.Scheduling;

/// <summary>Something that happens at a virtual time. A cancelled entry is skipped without the time moving to it.</summary>
public sealed class AgendaEntry
{
    internal AgendaEntry(Action action) => Action = action;

    /// <summary>Set to have it skipped.</summary>
    public bool IsCancelled { get; set; }

    internal Action Action { get; }
}
