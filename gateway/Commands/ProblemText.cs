using System.Globalization;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>What went wrong and what to do, for the person at the terminal. Anything else is a fault of the program and keeps its trace.</summary>
internal static class ProblemText
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int RoomOfSharedMemory = 64 * 1024;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private const string AsService = "als Nutzer des Dienstes ausführen (sudo -u jena-gateway jena-gateway …) / run it as the service's user";

    /// <summary>The text; null for a fault of the program.</summary>
    /// <param name="problem">What was thrown.</param>
    /// <param name="dataDirectory">Where the database is; null where that is not known yet.</param>
    public static string? Of(Exception problem, string? dataDirectory) => problem switch
    {
        RegistryException or OptionsValidationException => problem.Message,
        AggregateException many when many.InnerExceptions.All(one => one is OptionsValidationException) =>
            string.Join(Environment.NewLine, many.InnerExceptions.Select(one => one.Message)),
        DatabaseRefusedException => $"Ein neueres jena-gateway hat diese Datenbank geschrieben: es wieder installieren. / {problem.Message}",
        StorageUnavailableException { InnerException: SqliteException sqlite } => $"Nichts wurde geschrieben. / Nothing was written. {Database(sqlite, dataDirectory)}",
        StorageUnavailableException => $"Nichts wurde geschrieben: Platz und Zustand des Datenträgers prüfen („doctor“). / Nothing was written, check the disk: {problem.Message}",
        SqliteException sqlite => Database(sqlite, dataDirectory),
        UnauthorizedAccessException when Array.Find(problem.Message.Split('\''), Directory.Exists) is { } folder && IsOpen(folder) =>
            $"{folder} ist ein Ordner, gebraucht wird eine Datei. / This is a folder, and a file is needed.",
        UnauthorizedAccessException => $"Kein Zugriff: {AsService}: {problem.Message}",
        InvalidDataException or InvalidOperationException when IsOfSettings(problem) =>
            $"Die Einstellungen sind nicht lesbar; den genannten Wert oder die Datei berichtigen. / Settings cannot be read: {problem.Message} {problem.GetBaseException().Message}",
        FileNotFoundException when IsOfSettings(problem) => $"Die Einstellungsdatei fehlt (JENA_GATEWAY_SETTINGS). / {problem.Message}",
        FileNotFoundException { FileName: { } file } => $"Diese Datei gibt es nicht: {file} / There is no such file.",
        DirectoryNotFoundException => $"Diesen Ordner gibt es nicht. / There is no such folder: {problem.Message}",
        IOException => $"Lesen oder Schreiben ging nicht: Pfad, Platz und Rechte prüfen. / Reading or writing failed: {problem.Message}",
        _ => null,
    };

    /// <summary>Whether the disk is full: where SQLite cannot even make its shared memory there, it says no more than that reading or writing failed.</summary>
    public static bool IsOfRoom(Exception problem, string? dataDirectory) => problem is SqliteException { SqliteErrorCode: Full }
        || (problem is SqliteException { SqliteErrorCode: IoError } && Directory.Exists(dataDirectory) && new DriveInfo(dataDirectory).AvailableFreeSpace < RoomOfSharedMemory);

    // The system says the same of a folder where a file is wanted and of one that nobody may look into.
    private static bool IsOpen(string folder)
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(folder).Any();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsOfSettings(Exception problem) =>
        problem.Message.Contains("configuration", StringComparison.Ordinal);

    private static string Database(SqliteException problem, string? dataDirectory)
    {
        var advice = problem.SqliteErrorCode switch
        {
            _ when IsOfRoom(problem, dataDirectory) => "passt nicht mehr auf den Datenträger; Platz schaffen / disk is full, make room",
            Busy or Locked => "ist beschäftigt, ein anderes Programm schreibt darin; es beenden oder gleich noch einmal versuchen / is busy, another program writes to it: end that one, or try again",
            ReadOnly => $"lässt sich nur lesen; Rechte prüfen oder {AsService}",
            CannotOpen => $"lässt sich nicht öffnen; Pfad und Rechte prüfen oder {AsService}",
            Corrupt or NotADatabase => "ist beschädigt; letzte Sicherung einspielen (jena-gateway restore) / is damaged, restore the last backup",
            _ => "antwortet nicht wie erwartet; „doctor“ prüft sie / failed, run doctor",
        };
        return string.Create(CultureInfo.InvariantCulture, $"Die Datenbank in {dataDirectory ?? "?"} {advice} (SQLite {problem.SqliteErrorCode})");
    }
}
