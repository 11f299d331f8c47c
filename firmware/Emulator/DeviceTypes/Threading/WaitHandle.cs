using Jena.SensorNode.Emulator;

namespace System.Threading;

/// <summary>Something to wait for. There is no <c>WaitOne(int)</c> on the device.</summary>
public abstract class WaitHandle : MarshalByRefObject
{
    public const int WaitTimeout = 258;

    private protected bool IsSet { get; set; }

    public static bool WaitAll(WaitHandle[] waitHandles) => WaitAll(waitHandles, Timeout.Infinite, false);

    public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) =>
        Wait(
            () =>
            {
                if (!Array.TrueForAll(waitHandles, handle => handle.IsSet))
                {
                    return false;
                }

                Array.ForEach(waitHandles, handle => handle.TryTake());
                return true;
            },
            millisecondsTimeout);

    public static int WaitAny(WaitHandle[] waitHandles) => WaitAny(waitHandles, Timeout.Infinite, false);

    public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext)
    {
        var taken = WaitTimeout;
        Wait(
            () =>
            {
                taken = Array.FindIndex(waitHandles, handle => handle.TryTake());
                return taken >= 0;
            },
            millisecondsTimeout);
        return taken < 0 ? WaitTimeout : taken;
    }

    public virtual bool WaitOne() => Wait(TryTake, Timeout.Infinite);

    public virtual bool WaitOne(int millisecondsTimeout, bool exitContext) => Wait(TryTake, millisecondsTimeout);

    internal abstract bool TryTake();

    private protected bool Change(bool isSet)
    {
        DeviceRun.Current.Call();
        IsSet = isSet;
        if (isSet)
        {
            DeviceRun.Current.Scheduler.Pulse();
        }

        return true;
    }

    private static bool Wait(Func<bool> tryTake, int milliseconds)
    {
        DeviceRun.Current.Call();
        return DeviceRun.Current.WaitTicks(tryTake, milliseconds < 0 ? -1 : milliseconds * TimeSpan.TicksPerMillisecond);
    }
}

/// <summary>An event that lets one waiting thread through.</summary>
public sealed class AutoResetEvent : WaitHandle
{
    public AutoResetEvent(bool initialState) => IsSet = initialState;

    public bool Set() => Change(true);

    public bool Reset() => Change(false);

    internal override bool TryTake()
    {
        var taken = IsSet;
        IsSet = false;
        return taken;
    }
}

/// <summary>An event that lets every thread through until it is reset.</summary>
public sealed class ManualResetEvent : WaitHandle
{
    public ManualResetEvent(bool initialState) => IsSet = initialState;

    public bool Set() => Change(true);

    public bool Reset() => Change(false);

    internal override bool TryTake() => IsSet;
}
