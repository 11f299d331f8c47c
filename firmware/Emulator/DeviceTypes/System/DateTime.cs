using Jena.SensorNode.Emulator;

namespace System;

/// <summary>The device's point in time: always UTC, and "now" is what the device's own clock shows.</summary>
public readonly struct DateTime : IComparable
{
    public static readonly DateTime MinValue = new(1601, 1, 1);
    public static readonly DateTime MaxValue = new(3000, 12, 31, 23, 59, 59, 999);
    public static readonly DateTime UnixEpoch = new(1970, 1, 1);

    public DateTime(long ticks) => Ticks = ticks;

    public DateTime(long ticks, DateTimeKind kind) => Ticks = ticks;

    public DateTime(int year, int month, int day)
        : this(year, month, day, 0, 0, 0, 0)
    {
    }

    public DateTime(int year, int month, int day, int hour, int minute, int second)
        : this(year, month, day, hour, minute, second, 0)
    {
    }

    public DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond) =>
        Ticks = new DateTimeOffset(year, month, day, hour, minute, second, millisecond, default).Ticks;

    public static DateTime UtcNow
    {
        get
        {
            DeviceRun.Current.Call();
            return new DateTime(DeviceRun.Current.DeviceTicks);
        }
    }

    public static DateTime Today => UtcNow.Date;

    public long Ticks { get; }

    public DateTimeKind Kind => DateTimeKind.Utc;

    public DateTime Date => new(Ticks - (Ticks % TimeSpan.TicksPerDay));

    public TimeSpan TimeOfDay => new(Ticks % TimeSpan.TicksPerDay);

    public int Year => Calendar.Year;

    public int Month => Calendar.Month;

    public int Day => Calendar.Day;

    public int Hour => Calendar.Hour;

    public int Minute => Calendar.Minute;

    public int Second => Calendar.Second;

    public int Millisecond => Calendar.Millisecond;

    public DayOfWeek DayOfWeek => Calendar.DayOfWeek;

    public int DayOfYear => Calendar.DayOfYear;

    private DateTimeOffset Calendar => new(Ticks, default);

    public static DateTime operator +(DateTime d, TimeSpan t) => new(d.Ticks + t.Ticks);

    public static DateTime operator -(DateTime d, TimeSpan t) => new(d.Ticks - t.Ticks);

    public static TimeSpan operator -(DateTime d1, DateTime d2) => new(d1.Ticks - d2.Ticks);

    public static bool operator ==(DateTime d1, DateTime d2) => d1.Ticks == d2.Ticks;

    public static bool operator !=(DateTime d1, DateTime d2) => d1.Ticks != d2.Ticks;

    public static bool operator <(DateTime t1, DateTime t2) => t1.Ticks < t2.Ticks;

    public static bool operator <=(DateTime t1, DateTime t2) => t1.Ticks <= t2.Ticks;

    public static bool operator >(DateTime t1, DateTime t2) => t1.Ticks > t2.Ticks;

    public static bool operator >=(DateTime t1, DateTime t2) => t1.Ticks >= t2.Ticks;

    public static DateTime FromUnixTimeSeconds(long seconds) => new(UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond));

    public static int DaysInMonth(int year, int month) => new DateTimeOffset(year, month, 1, 0, 0, 0, default).AddMonths(1).AddDays(-1).Day;

    public static int Compare(DateTime t1, DateTime t2) => t1.Ticks.CompareTo(t2.Ticks);

    public static bool Equals(DateTime t1, DateTime t2) => t1 == t2;

    public DateTime Add(TimeSpan val) => this + val;

    public DateTime Subtract(TimeSpan val) => this - val;

    public TimeSpan Subtract(DateTime val) => this - val;

    public DateTime AddTicks(long val) => new(Ticks + val);

    public DateTime AddMilliseconds(double val) => AddTicks((long)(val * TimeSpan.TicksPerMillisecond));

    public DateTime AddSeconds(double val) => AddTicks((long)(val * TimeSpan.TicksPerSecond));

    public DateTime AddMinutes(double val) => AddTicks((long)(val * TimeSpan.TicksPerMinute));

    public DateTime AddHours(double val) => AddTicks((long)(val * TimeSpan.TicksPerHour));

    public DateTime AddDays(double val) => AddTicks((long)(val * TimeSpan.TicksPerDay));

    public long ToUnixTimeSeconds() => (Ticks - UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    public int CompareTo(object? val) => val is DateTime other ? Compare(this, other) : 1;

    public override bool Equals(object? obj) => obj is DateTime other && this == other;

    public override int GetHashCode() => Ticks.GetHashCode();

    public override string ToString() => Calendar.ToString("MM/dd/yyyy HH:mm:ss", Globalization.CultureInfo.InvariantCulture);

    public string ToString(string format) => format is "o" or "O"
        ? Calendar.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", Globalization.CultureInfo.InvariantCulture)
        : Calendar.ToString(format, Globalization.CultureInfo.InvariantCulture);
}
