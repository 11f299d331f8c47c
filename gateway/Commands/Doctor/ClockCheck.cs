using Jena.SensorNode.Gateway.Timing;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Whether the clock can be right.</summary>
internal static class ClockCheck
{
    private const string Name = "Uhr / clock";
    private static readonly DateTimeOffset Built = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks it.</summary>
    public static Finding Run(TimeProvider time) => Judge(time.GetUtcNow(), new SystemClockSynchronisation().Ask() == Synchronisation.Synchronised);

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
            : Finding.Warning(Name, $"{text}, Abgleich nicht bestätigt / synchronization not confirmed", "timedatectl (chronyc tracking, ntpq -p) zeigt den Stand; ohne Uhrenbaustein und mit chrony oder ntpd Gateway:Timing:Clock=Synchronised setzen / timedatectl (chronyc tracking, ntpq -p) tells; without a clock chip and with chrony or ntpd set Gateway:Timing:Clock=Synchronised");
    }
}
