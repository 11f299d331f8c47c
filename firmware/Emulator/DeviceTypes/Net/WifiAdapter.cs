using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Radio;

namespace System.Device.Wifi;

/// <summary>How a connection attempt ended.</summary>
public class WifiConnectionResult
{
    internal WifiConnectionResult(WifiConnectionStatus status) => ConnectionStatus = status;

    public WifiConnectionStatus ConnectionStatus { get; }
}

/// <summary>The station. Connecting blocks up to 20 s, and fails while the association begun at boot is under way.</summary>
public sealed class WifiAdapter : IDisposable
{
    public int NetworkInterface => 0;

    public static WifiAdapter[] FindAllAdapters()
    {
        DeviceRun.Current.Call();
        return [new WifiAdapter()];
    }

    public WifiConnectionResult Connect(string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
    {
        var run = DeviceRun.Current;
        run.Call();
        if (!run.Radio.TryConnect(ssid, passwordCredential))
        {
            return new WifiConnectionResult(WifiConnectionStatus.UnspecifiedFailure);
        }

        if (reconnectionKind == WifiReconnectionKind.Manual)
        {
            run.Radio.SaveWireless(run.Radio.Stored with { Ssid = ssid, Password = passwordCredential });
        }

        var connected = run.WaitTicks(() => run.Radio.State == RadioState.Connected, 20 * TimeSpan.TicksPerSecond);
        return new WifiConnectionResult(connected ? WifiConnectionStatus.Success : WifiConnectionStatus.Timeout);
    }

    public void Disconnect() => DeviceRun.Current.Radio.Disconnect();

    public void Dispose()
    {
    }
}
