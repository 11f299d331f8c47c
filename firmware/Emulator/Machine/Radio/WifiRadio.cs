using Jena.SensorNode.Emulator.Scheduling;

namespace Jena.SensorNode.Emulator.Radio;

/// <summary>The radio in one wake. What is stored when the device boots decides; nothing but that can switch it on.</summary>
public sealed class WifiRadio
{
    private static readonly TimeSpan retryAfter = TimeSpan.FromSeconds(2);
    private readonly DeviceRun run;
    private readonly WifiConditions conditions;
    private AgendaEntry? pending;
    private string ssid;
    private string password;

    internal WifiRadio(DeviceRun run)
    {
        this.run = run;
        conditions = run.Device.Wifi;
        var stored = WifiSettings.Load(run.Device.Flash);
        Stored = stored;
        ssid = stored.Ssid;
        password = stored.Password;
        if ((stored.Options & WifiOptions.Enable) == 0)
        {
            return;
        }

        State = RadioState.Connecting;
        if ((stored.Options & WifiOptions.AutoConnect) == WifiOptions.AutoConnect && ssid.Length > 0)
        {
            Attempt();
        }
    }

    /// <summary>On, off, connected.</summary>
    public RadioState State { get; private set; }

    /// <summary>The present address, empty without one.</summary>
    public string Address { get; private set; } = "";

    /// <summary>True time of the address, null without one.</summary>
    public long? ConnectedTicks { get; private set; }

    /// <summary>True while an association is under way.</summary>
    public bool IsAssociating => pending is { IsCancelled: false } && State == RadioState.Connecting;

    /// <summary>The stored configuration as it is now; the radio itself goes by that of the boot.</summary>
    public WifiSettings Stored { get; private set; }

    /// <summary>Stores a changed station block. Effective at the next boot.</summary>
    public void SaveWireless(WifiSettings settings)
    {
        settings.Save(run.Device.Flash, wireless: true);
        Stored = settings;
        run.Device.NetworkSettingsWrites++;
    }

    /// <summary>Stores a changed address block (fixed address, name servers): a flash write and 100 ms.</summary>
    public void SaveAddress(WifiSettings settings)
    {
        settings.Save(run.Device.Flash, wireless: false);
        Stored = settings;
        run.Device.NetworkSettingsWrites++;
        run.Sleep(TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Connects on request of the program to a network, where the radio is on. False: not started or already associating.</summary>
    public bool TryConnect(string network, string secret)
    {
        if (State == RadioState.Off || IsAssociating)
        {
            return false;
        }

        Drop();
        ssid = network;
        password = secret;
        Attempt();
        return true;
    }

    /// <summary>Leaves the network; the radio stays on.</summary>
    public void Disconnect()
    {
        Drop();
        pending?.IsCancelled = true;
    }

    private void Attempt()
    {
        var fits = ssid == conditions.Ssid && password == conditions.Password;
        if (fits && conditions.IsReachable(run.TrueTime))
        {
            var time = conditions.AssociationTime(run.Device.Random, Stored.StaticAddress.Length > 0);
            pending = run.Scheduler.At(run.Scheduler.NowTicks + time.Ticks, Connected);
        }
        else
        {
            pending = run.Scheduler.At(run.Scheduler.NowTicks + retryAfter.Ticks, Attempt);
        }
    }

    private void Connected()
    {
        if (!conditions.IsReachable(run.TrueTime))
        {
            Attempt();
            return;
        }

        State = RadioState.Connected;
        ConnectedTicks = run.Scheduler.NowTicks;
        Address = Stored.StaticAddress.Length > 0 ? Stored.StaticAddress : conditions.LeasedAddress;
        if (conditions.BackgroundTimeSyncAfter is { } after)
        {
            run.Scheduler.At(run.Scheduler.NowTicks + after.Ticks, () => run.Device.Rtc.Set(run.Scheduler.NowTicks, run.Scheduler.NowTicks));
        }

        run.Scheduler.Pulse();
    }

    private void Drop()
    {
        if (State == RadioState.Connected)
        {
            State = RadioState.Connecting;
        }

        Address = "";
        ConnectedTicks = null;
    }
}
