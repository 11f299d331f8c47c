namespace System;

/// <summary>The device's span of time: factories take whole numbers (a <c>double</c> needs a cast there).</summary>
public readonly struct TimeSpan : IComparable
{
    public const long TicksPerMillisecond = 10_000;
    public const long TicksPerSecond = 10_000_000;
    public const long TicksPerMinute = 60 * TicksPerSecond;
    public const long TicksPerHour = 60 * TicksPerMinute;
    public const long TicksPerDay = 24 * TicksPerHour;

    public static readonly TimeSpan Zero;
    public static readonly TimeSpan MaxValue = new(long.MaxValue);
    public static readonly TimeSpan MinValue = new(long.MinValue);

    public TimeSpan(long ticks) => Ticks = ticks;

    public TimeSpan(int hours, int minutes, int seconds)
        : this(0, hours, minutes, seconds, 0)
    {
    }

    public TimeSpan(int days, int hours, int minutes, int seconds)
        : this(days, hours, minutes, seconds, 0)
    {
    }

    public TimeSpan(int days, int hours, int minutes, int seconds, int milliseconds) =>
        Ticks = (days * TicksPerDay) + (hours * TicksPerHour) + (minutes * TicksPerMinute)
            + (seconds * TicksPerSecond) + (milliseconds * TicksPerMillisecond);

    public long Ticks { get; }

    public int Days => (int)(Ticks / TicksPerDay);

    public int Hours => (int)(Ticks / TicksPerHour % 24);

    public int Minutes => (int)(Ticks / TicksPerMinute % 60);

    public int Seconds => (int)(Ticks / TicksPerSecond % 60);

    public int Milliseconds => (int)(Ticks / TicksPerMillisecond % 1000);

    public double TotalDays => (double)Ticks / TicksPerDay;

    public double TotalHours => (double)Ticks / TicksPerHour;

    public double TotalMinutes => (double)Ticks / TicksPerMinute;

    public double TotalSeconds => (double)Ticks / TicksPerSecond;

    public double TotalMilliseconds => (double)Ticks / TicksPerMillisecond;

    public static TimeSpan operator +(TimeSpan t1, TimeSpan t2) => new(t1.Ticks + t2.Ticks);

    public static TimeSpan operator -(TimeSpan t1, TimeSpan t2) => new(t1.Ticks - t2.Ticks);

    public static TimeSpan operator -(TimeSpan t) => new(-t.Ticks);

    public static TimeSpan operator +(TimeSpan t) => t;

    public static bool operator ==(TimeSpan t1, TimeSpan t2) => t1.Ticks == t2.Ticks;

    public static bool operator !=(TimeSpan t1, TimeSpan t2) => t1.Ticks != t2.Ticks;

    public static bool operator <(TimeSpan t1, TimeSpan t2) => t1.Ticks < t2.Ticks;

    public static bool operator <=(TimeSpan t1, TimeSpan t2) => t1.Ticks <= t2.Ticks;

    public static bool operator >(TimeSpan t1, TimeSpan t2) => t1.Ticks > t2.Ticks;

    public static bool operator >=(TimeSpan t1, TimeSpan t2) => t1.Ticks >= t2.Ticks;

    public static TimeSpan FromTicks(long value) => new(value);

    public static TimeSpan FromMilliseconds(long value) => new(value * TicksPerMillisecond);

    public static TimeSpan FromSeconds(long value) => new(value * TicksPerSecond);

    public static TimeSpan FromMinutes(long value) => new(value * TicksPerMinute);

    public static TimeSpan FromHours(long value) => new(value * TicksPerHour);

    public static TimeSpan FromDays(long value) => new(value * TicksPerDay);

    public static int Compare(TimeSpan t1, TimeSpan t2) => t1.Ticks.CompareTo(t2.Ticks);

    public static bool Equals(TimeSpan t1, TimeSpan t2) => t1 == t2;

    public TimeSpan Add(TimeSpan ts) => this + ts;

    public TimeSpan Subtract(TimeSpan ts) => this - ts;

    public TimeSpan Negate() => -this;

    public TimeSpan Duration() => new(Math.Abs(Ticks));

    public int CompareTo(object? value) => value is TimeSpan other ? Compare(this, other) : 1;

    public override bool Equals(object? value) => value is TimeSpan other && this == other;

    public override int GetHashCode() => Ticks.GetHashCode();

    public override string ToString()
    {
        var days = Days != 0 ? $"{Math.Abs(Days)}." : "";
        var fraction = Ticks % TicksPerSecond == 0 ? "" : $".{Math.Abs(Ticks % TicksPerSecond):0000000}";
        return $"{(Ticks < 0 ? "-" : "")}{days}{Math.Abs(Hours):00}:{Math.Abs(Minutes):00}:{Math.Abs(Seconds):00}{fraction}";
    }
}
