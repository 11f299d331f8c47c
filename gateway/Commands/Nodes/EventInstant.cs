using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>When something happened that a person enters: a mistyped year would leave a move without effect for years, or rewrite years.</summary>
internal static class EventInstant
{
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The instant; null stays null, which is now.</summary>
    /// <exception cref="RegistryException">Before 2000, or more than a day ahead of this machine's clock; or now, by a clock that is not set.</exception>
    public static DateTimeOffset? Check(CommandContext context, DateTimeOffset? instant, string option)
    {
        if (instant is null)
        {
            SetClock.Require(context);
            return null;
        }

        var now = context.Get<TimeProvider>().GetUtcNow();
        return instant >= Earliest && instant <= now.AddDays(1)
            ? instant
            : throw new RegistryException(
                $"{option}: {Safe.Instant(instant)} ist nicht geschehen; auf diesem Rechner ist es {Safe.Instant(now)}. Jahr und Uhr prüfen, Künftiges eintragen, wenn es geschehen ist. / " +
                "Not in the past: check the year and the clock, and enter what is to come when it has happened.");
    }
}
