using Jena.SensorNode.Emulator;

namespace nanoFramework.Networking;

/// <summary>The platform's time client. It runs by itself and sets the clock where a time server is reachable.</summary>
public class Sntp
{
    public static bool IsStarted => DeviceRun.Current.PerWake<State>().IsStarted;

    public static string Server1
    {
        get => DeviceRun.Current.PerWake<State>().Server1;
        set => DeviceRun.Current.PerWake<State>().Server1 = value;
    }

    public static string Server2
    {
        get => DeviceRun.Current.PerWake<State>().Server2;
        set => DeviceRun.Current.PerWake<State>().Server2 = value;
    }

    public static void Start() => DeviceRun.Current.PerWake<State>().IsStarted = true;

    public static void Stop() => DeviceRun.Current.PerWake<State>().IsStarted = false;

    public static void UpdateNow()
    {
        var run = DeviceRun.Current;
        run.Call();
        if (run.Device.Wifi.BackgroundTimeSyncAfter is not null && run.Radio.Address.Length > 0)
        {
            run.Device.Rtc.Set(run.Scheduler.NowTicks, run.Scheduler.NowTicks);
        }
    }

    private sealed class State
    {
        public bool IsStarted { get; set; } = true;

        public string Server1 { get; set; } = "0.pool.ntp.org";

        public string Server2 { get; set; } = "1.pool.ntp.org";
    }
}
