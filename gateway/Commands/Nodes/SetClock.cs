using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>
/// Commands that date the registry by this machine's clock. With one that is not set a retirement of today would begin before the node was
/// there and take its site from every reading; a move would end before the present stay, and an overlap of keys before it began.
/// </summary>
internal static class SetClock
{
    /// <summary>Refuses where the service would not believe the clock either.</summary>
    /// <exception cref="RegistryException">The clock is not set, as far as the gateway's settings, its system and its database tell.</exception>
    public static void Require(CommandContext context)
    {
        var now = context.Get<GatewayClock>().Now();
        if (!now.IsTrusted)
        {
            throw new RegistryException(
                $"Die Uhr dieses Rechners ist nicht gestellt, sie zeigt {Safe.Instant(DateTimeOffset.FromUnixTimeMilliseconds(now.UnixMilliseconds))}; die Änderung bekäme ein falsches Datum. Auf den Zeitdienst warten (timedatectl zeigt ihn) oder die Uhr stellen. / " +
                "The clock of this machine is not set, and the change would bear a wrong date: wait for the time service (timedatectl) or set the clock.");
        }
    }
}
