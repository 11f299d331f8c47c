using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>The readings: whether the card still gives back what was written, which the database itself cannot tell.</summary>
internal static class ReadingsCheck
{
    private const string Name = "Messwerte / readings";
    private const int Named = 10;
    private const string Advice =
        "Datenbank sichern (jena-gateway backup), Karte ersetzen, und wo eine Sicherung diese Tage noch hat, sie einspielen (jena-gateway restore) / "
        + "save the database, replace the card, and where a backup still has these days, restore it";

    /// <summary>Reads them all. What the service left out may be read again: a fault on the way and not on the card.</summary>
    public static Finding Run(CommandContext context, CancellationToken cancellation)
    {
        try
        {
            var proof = ReadingsProof.Run(context.Get<Database>(), context.Get<GatewayTime>(), cancellation);
            if (proof.Unreadable.Count > 0)
                return Finding.Problem(Name, Unreadable(proof), Advice);
            return proof.Counters > 0
                ? Finding.Warning(
                    Name,
                    $"{proof.Counters} Zählerstände sind unlesbar / counters received cannot be read",
                    "nichts fehlt, der Dienst sammelt sie beim Start aus den Messwerten; Karte ersetzen / nothing is missing, the service gathers them from the readings at its start; replace the card")
                : Finding.Good(Name, $"{proof.Samples} Messungen gelesen, alle unversehrt / samples read, all intact");
        }
        catch (Exception problem) when (ProblemText.Of(problem, context.DataDirectory) is { } text)
        {
            return Finding.Problem(Name, text, ProblemText.IsOfRoom(problem, context.DataDirectory) ? DiskCheck.MakeRoom : Advice);
        }
    }

    private static string Unreadable(ReadingsProof proof)
    {
        var pieces = proof.Unreadable.Take(Named).Select(piece =>
            $"Gerät / device {piece.DeviceId} {(piece.Day is { } day ? $"{day:yyyy-MM-dd}" : "(Protokoll / log)")}: {(piece.AreHours ? "Stundenwerte / hours" : $"{piece.Samples}")}");
        var more = proof.Unreadable.Count > Named ? $" … (+{proof.Unreadable.Count - Named})" : "";
        return $"{proof.Unreadable.Sum(piece => (long)piece.Samples)} Messungen unlesbar, {proof.Samples} lesbar / samples cannot be read, the second number can. {string.Join("; ", pieces)}{more}";
    }
}
