namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Whether the clock can be right.</summary>
internal static class ClockCheck
{
    private const string Name = "Uhr / clock";
    private const string SynchronizedMark = "/run/systemd/timesync/synchronized";
    private static readonly DateTimeOffset Built = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks it.</summary>
    public static Finding Run(TimeProvider time) => Judge(time.GetUtcNow(), File.Exists(SynchronizedMark));

    /// <summary>Judges a time.</summary>
    public static Finding Judge(DateTimeOffset now, bool isSynchronized)
    {
        var text = $"{now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
        if (now < Built)
        {
            return Finding.Problem(Name, $"{text}: vor dem Bau dieses Programms / before this program was made", "Zeitabgleich einschalten: timedatectl set-ntp true / turn on time synchronization");
        }

        return isSynchronized
            ? Finding.Good(Name, $"{text}, abgeglichen / synchronized")
            : Finding.Warning(Name, $"{text}, Abgleich nicht bestätigt / synchronization not confirmed", "timedatectl zeigt den Stand; bis zum Abgleich sind Zeiten vorläufig und gehen an keine Senke / until then times are provisional");
    }
}
