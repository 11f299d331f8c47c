namespace Jena.SensorNode.Gateway.Readings.Blocks;

/// <summary>
/// Keys of settled samples. A block holds what one device took on one day (UTC) and settled in one step. Blocks lie by day,
/// then by step, then by device: a step appends to its days and rewrites nothing, and old days are one piece.
/// </summary>
internal static class BlockId
{
    /// <summary>Highest device number that fits.</summary>
    public const int MaximumDevice = (1 << DeviceBits) - 1;

    /// <summary>Milliseconds of a day.</summary>
    public const long DayMilliseconds = 86_400_000;

    /// <summary>Bits of a part below its day.</summary>
    public const int StepBits = 20;

    private const int DeviceBits = 27;
    private const long LastDay = 0xFFFF;

    /// <summary>Day (since 1970, UTC) of a time; times before 1970 count as day 0.</summary>
    public static long DayOf(long unixMilliseconds) => Math.Clamp(unixMilliseconds / DayMilliseconds, 0, LastDay);

    /// <summary>Day of a part.</summary>
    public static long DayOfPart(long partId) => partId >> StepBits;

    /// <summary>First possible part of a day.</summary>
    public static long FirstPart(long day) => Math.Clamp(day, 0, LastDay) << StepBits;

    /// <summary>Last possible part of a day.</summary>
    public static long LastPart(long day) => FirstPart(day) | ((1 << StepBits) - 1);

    /// <summary>The block of a device in a part; device 0 is the first of the part.</summary>
    public static long Of(long partId, int deviceId) => (partId << DeviceBits) | (uint)deviceId;

    /// <summary>The last possible block of a part.</summary>
    public static long LastOf(long partId) => Of(partId, MaximumDevice);

    /// <summary>Device of a block.</summary>
    public static int DeviceOf(long blockId) => (int)(blockId & MaximumDevice);

    /// <summary>Part of a block.</summary>
    public static long PartOf(long blockId) => blockId >> DeviceBits;

    /// <summary>Key of the hours of a device and a day.</summary>
    public static long HoursOf(long day, int deviceId) => (day << DeviceBits) | (uint)deviceId;
}
