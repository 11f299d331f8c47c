using System.Diagnostics;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Room and speed of the disk that holds the data directory.</summary>
internal static class DiskCheck
{
    /// <summary>What to do where the disk is full.</summary>
    public const string MakeRoom = "Platz schaffen; ist er aus, wird nichts mehr bestätigt, und die Knoten behalten ihre Messungen / make room";

    private const string Name = "Datenträger / disk";
    private const long LittleBytes = 500L * 1024 * 1024;
    private const long TooLittleBytes = 50L * 1024 * 1024;
    private const int Rounds = 20;
    private const int SlowFlushesPerSecond = 10;

    /// <summary>Checks it.</summary>
    public static IEnumerable<Finding> Run(string directory)
    {
        if (!Directory.Exists(directory))
        {
            yield return Finding.Problem(Name, $"{directory} gibt es nicht / does not exist", $"Gateway:DataDirectory prüfen oder anlegen: mkdir -p {directory}");
            yield break;
        }

        yield return Room(new DriveInfo(directory).AvailableFreeSpace);
        yield return Speed(directory);
    }

    /// <summary>Judges free space.</summary>
    public static Finding Room(long freeBytes)
    {
        var text = $"{freeBytes / 1024 / 1024} MB frei / free";
        return freeBytes switch
        {
            < TooLittleBytes => Finding.Problem(Name, text, MakeRoom),
            < LittleBytes => Finding.Warning(Name, text, MakeRoom),
            _ => Finding.Good(Name, text),
        };
    }

    private static Finding Speed(string directory)
    {
        var path = Path.Combine(directory, $"doctor-{Guid.NewGuid():N}.tmp");
        try
        {
            using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            var page = new byte[4096];
            var watch = Stopwatch.StartNew();
            for (var round = 0; round < Rounds; round++)
            {
                stream.Write(page);
                stream.Flush(flushToDisk: true);
            }

            var rate = Rounds / watch.Elapsed.TotalSeconds;
            return rate < SlowFlushesPerSecond
                ? Finding.Warning(Name, $"{rate:0} Sicherungen je Sekunde / flushes a second", "Karte ist langsam oder am Ende: gegen eine „A2/Endurance“-Karte oder SSD tauschen / card is slow or worn")
                : Finding.Good(Name, $"{rate:0} Sicherungen je Sekunde / flushes a second");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Finding.Problem(Name, problem.Message, problem is IOException && new DriveInfo(directory).AvailableFreeSpace < TooLittleBytes ? MakeRoom : $"Rechte des Dienstes auf {directory} prüfen (chown jena-gateway) / check the rights");
        }
    }
}
