using System.Runtime.InteropServices;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>
/// Linux: systemd-timesyncd leaves a file in /run/systemd/timesync once it has set the clock; the kernel's adjtimex says
/// TIME_ERROR (5) while nobody disciplines the clock, whichever time service there is.
/// </summary>
internal sealed partial class SystemClockSynchronisation : IClockSynchronisation
{
    private const string TimesyncFolder = "/run/systemd/timesync";

    // Larger than struct timex on every 32- and 64-bit Linux; the first field (modes) stays 0: read only.
    private const int TimexBytes = 512;
    private const int ClockNotSynchronised = 5;

    /// <inheritdoc/>
    public Synchronisation Ask()
    {
        if (File.Exists(Path.Combine(TimesyncFolder, "synchronized")))
            return Synchronisation.Synchronised;
        if (OperatingSystem.IsLinux() && KernelState() is >= 0 and not ClockNotSynchronised)
            return Synchronisation.Synchronised;
        return Directory.Exists(TimesyncFolder) ? Synchronisation.NotYet : Synchronisation.Unknown;
    }

    private static int KernelState()
    {
        Span<byte> timex = stackalloc byte[TimexBytes];
        timex.Clear();
        try
        {
            return Adjtimex(ref MemoryMarshal.GetReference(timex));
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return -1;
        }
    }

    [LibraryImport("libc", EntryPoint = "adjtimex")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Adjtimex(ref byte timex);
}
