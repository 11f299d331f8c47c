using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Readings.Log;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Stored readings that cannot be read.</summary>
/// <param name="DeviceId">Whose they are.</param>
/// <param name="Day">Of which day (UTC); null where they had not settled.</param>
/// <param name="Samples">How many; 0 of hours, which stand for the samples of a thinned day.</param>
/// <param name="AreHours">True of the hours of a thinned day.</param>
internal readonly record struct UnreadableReadings(int DeviceId, DateOnly? Day, int Samples, bool AreHours);

/// <summary>What reading everything that is stored found.</summary>
/// <param name="Samples">Samples that can be read.</param>
/// <param name="Unreadable">What cannot, the first thousand.</param>
/// <param name="Counters">Streams whose counters received cannot be read.</param>
internal sealed record ReadingsProof(long Samples, IReadOnlyList<UnreadableReadings> Unreadable, int Counters)
{
    /// <summary>
    /// Reads all that is stored and proves it against its checksums, a piece after the other: beside a running service, whose log of
    /// changes must not wait for one long reader, and in little memory.
    /// </summary>
    public static ReadingsProof Run(Database database, GatewayTime time, CancellationToken cancellation)
    {
        var damage = new DamageBook(time, NullLogger<DamageBook>.Instance);
        using var connection = database.OpenReader();
        var samples = 0L;
        foreach (var part in BlockTable.PartsLatestDayFirst(connection).ToList())
        {
            cancellation.ThrowIfCancellationRequested();
            samples += BlockTable.OfPart(connection, damage, part).Sum(block => (long)block.Samples.Count);
        }

        HourTable.Prove(connection, damage, cancellation);
        samples += SampleLog.After(connection, damage, 0).Sum(row => (long)row.Samples.Count);
        UnreadableRows.Remember(connection, damage);
        return new(
            samples,
            [.. damage.Pieces.Select(piece => new UnreadableReadings(
                piece.DeviceId, piece.Day is { } day ? DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(day)) : null, piece.Samples, piece.Kind == DamageKind.Hours))],
            StreamTable.CountDamaged(connection));
    }
}
