using Jena.SensorNode.Gateway.Readings.Damage;

namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>What the card has lost.</summary>
internal sealed class DamageHealth(DamageBook damage, GatewayTime time) : IHealthSource
{
    /// <inheritdoc/>
    public IEnumerable<HealthFinding> Findings()
    {
        const int Named = 5;
        var now = time.NowUnixMilliseconds;
        var pieces = damage.Pieces.Where(piece => now - piece.Found.ToUnixTimeMilliseconds() < HealthModel.ToldForMilliseconds).ToList();
        if (pieces.Count == 0)
            yield break;
        var samples = pieces.Sum(piece => (long)piece.Samples);
        var german = string.Join(", ", pieces.Take(Named).Select(piece => $"Gerät {piece.DeviceId} {Day(piece) ?? "aus dem Protokoll"} ({piece.Samples})"));
        var english = string.Join(", ", pieces.Take(Named).Select(piece => $"device {piece.DeviceId} {Day(piece) ?? "of the log"} ({piece.Samples})"));
        var more = pieces.Count > Named ? $", … (+{pieces.Count - Named})" : "";
        yield return new("storage", HealthStatus.Degraded,
            $"Die Speicherkarte hat Daten verloren: {samples} Messungen sind unlesbar und fehlen überall, auch bei den Zielen: {german}{more}. Alles andere läuft weiter. Datenbank sichern, Karte ersetzen; wo eine Sicherung diese Tage noch hat, einspielen (jena-gateway restore DATEI).",
            $"The card has lost data: {samples} samples cannot be read and are missing everywhere, at the sinks too: {english}{more}. All else goes on. Save the database, replace the card; where a backup still has these days, restore it (jena-gateway restore FILE).");

        static string? Day(DamagedPiece piece) => piece.Day is { } day ? $"{DateTimeOffset.UnixEpoch.AddDays(day):yyyy-MM-dd}" : null;
    }
}
