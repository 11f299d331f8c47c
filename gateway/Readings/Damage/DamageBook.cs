using System.Collections.Concurrent;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Readings.Damage;

/// <summary>
/// What of the stored readings a failing card has made unreadable: each piece is told once, left out of every answer, and kept where it is.
/// One that can be read after all (a fault on the way, not on the card) is struck out.
/// </summary>
internal sealed partial class DamageBook(GatewayTime time, ILogger<DamageBook> log)
{
    // A card that fails altogether has the alarm of the writer; this is for the odd bit.
    private const int Most = 1000;

    private readonly ConcurrentDictionary<(DamageKind Kind, long Id), DamagedPiece> _pieces = new();

    /// <summary>All pieces, by day and device.</summary>
    public IReadOnlyList<DamagedPiece> Pieces => [.. _pieces.Values.OrderBy(piece => piece.Day).ThenBy(piece => piece.DeviceId)];

    /// <summary>Days of which a settled piece is unreadable.</summary>
    public IReadOnlyList<long> Days => [.. _pieces.Values.Where(piece => piece.Kind != DamageKind.LogRow).Select(piece => piece.Day!.Value).Distinct()];

    /// <summary>Rows of the log that are unreadable: their keys.</summary>
    public IReadOnlyList<long> Rows => [.. _pieces.Keys.Where(piece => piece.Kind == DamageKind.LogRow).Select(piece => piece.Id)];

    /// <summary>True if an exception says that what was read is damaged, and not that something else went wrong.</summary>
    public static bool IsDamage(Exception exception) =>
        // SQLITE_IOERR, SQLITE_CORRUPT; a damaged row may also have a column of another type or size.
        exception is InvalidDataException or InvalidCastException or OverflowException or SqliteException { SqliteErrorCode: 10 or 11 };

    /// <summary>Notes a block.</summary>
    public void NoteBlock(long blockId, int samples, Exception reason) =>
        Note(new DamagedPiece(DamageKind.Block, blockId, BlockId.DeviceOf(blockId), BlockId.DayOfPart(BlockId.PartOf(blockId)), samples, time.Now), reason);

    /// <summary>Notes the hours of a thinned day.</summary>
    public void NoteHours(long day, int deviceId, Exception reason) =>
        Note(new DamagedPiece(DamageKind.Hours, BlockId.HoursOf(day, deviceId), deviceId, day, 0, time.Now), reason);

    /// <summary>Notes a row of the log.</summary>
    public void NoteRow(long sequence, int deviceId, int samples, Exception reason) =>
        Note(new DamagedPiece(DamageKind.LogRow, sequence, deviceId, null, samples, time.Now), reason);

    /// <summary>Notes a row that was put aside in an earlier run; it is told in the log no more.</summary>
    public void Remember(long sequence, int deviceId, int samples, DateTimeOffset found) =>
        _pieces.TryAdd((DamageKind.LogRow, sequence), new DamagedPiece(DamageKind.LogRow, sequence, deviceId, null, samples, found));

    /// <summary>Notes counters that were gathered from the samples: nothing is missing, so that the log is told and health is not.</summary>
    public void NoteStream(StreamKey stream) => LogStream(stream.DeviceId, stream.Boot, stream.Incarnation);

    /// <summary>Strikes out a block that was read.</summary>
    public void BlockIsWell(long blockId)
    {
        if (!_pieces.IsEmpty)
            _pieces.TryRemove((DamageKind.Block, blockId), out _);
    }

    /// <summary>Strikes out a row of the log that was read.</summary>
    public void RowIsWell(long sequence)
    {
        if (!_pieces.IsEmpty)
            _pieces.TryRemove((DamageKind.LogRow, sequence), out _);
    }

    /// <summary>Strikes out hours that were read.</summary>
    public void HoursAreWell(long day, int deviceId)
    {
        if (!_pieces.IsEmpty)
            _pieces.TryRemove((DamageKind.Hours, BlockId.HoursOf(day, deviceId)), out _);
    }

    private void Note(DamagedPiece found, Exception reason)
    {
        // The number itself may be what the card has lost.
        var piece = found with { Samples = Math.Max(0, found.Samples) };
        if (_pieces.Count >= Most || !_pieces.TryAdd((piece.Kind, piece.Id), piece))
            return;
        if (piece.Day is { } day)
            LogSettled(piece.Samples, piece.DeviceId, DateTimeOffset.UnixEpoch.AddDays(day), reason.Message);
        else
            LogRow(piece.Samples, piece.DeviceId, piece.Id, reason.Message);
    }

    [LoggerMessage(LogLevel.Error, "{Samples} samples of device {Device} on {Day:yyyy-MM-dd} cannot be read: the card has lost data. They are left out and kept; restore a backup that still has them, and replace the card. ({Reason})")]
    private partial void LogSettled(int samples, int device, DateTimeOffset day, string reason);

    [LoggerMessage(LogLevel.Error, "The counters received of device {Device}, boot {Boot}, incarnation {Incarnation} cannot be read: the card has lost data. They were gathered from its samples; replace the card.")]
    private partial void LogStream(int device, uint boot, int incarnation);

    [LoggerMessage(LogLevel.Error, "{Samples} samples of device {Device} from sequence {Sequence} on cannot be read: the card has lost data. They are left out and their bytes are kept; restore a backup that still has them, and replace the card. ({Reason})")]
    private partial void LogRow(int samples, int device, long sequence, string reason);
}
