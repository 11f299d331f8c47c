using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Pins;

namespace System.Device.Adc;

/// <summary>What controllers have in common.</summary>
public abstract class AdcControllerBase
{
    public abstract int ChannelCount { get; }

    public abstract int MaxValue { get; }

    public abstract int MinValue { get; }

    public abstract int ResolutionInBits { get; }

    public abstract AdcChannel OpenChannel(int channelNumber);
}

/// <summary>The converter: raw counts, nothing calibrated.</summary>
public class AdcController : AdcControllerBase
{
    public override int ChannelCount => 20;

    public override int MaxValue => AdcCurve.FullScale;

    public override int MinValue => 0;

    public override int ResolutionInBits => 12;

    public AdcChannelMode ChannelMode { get; set; } = AdcChannelMode.SingleEnded;

    public bool IsChannelModeSupported(AdcChannelMode channelMode) => channelMode == AdcChannelMode.SingleEnded;

    public override AdcChannel OpenChannel(int channelNumber)
    {
        DeviceRun.Current.Call();
        _ = AdcConverter.Read(DeviceRun.Current, channelNumber) ?? throw new Exception("PIN_UNAVAILABLE");
        return new AdcChannel(this, channelNumber);
    }
}

/// <summary>What channels have in common.</summary>
public abstract class AdcChannelBase
{
    public abstract AdcController Controller { get; }

    public abstract int ReadValue();

    public double ReadRatio() => ReadValue() / (double)AdcCurve.FullScale;
}

/// <summary>One channel.</summary>
public class AdcChannel : AdcChannelBase, IDisposable
{
    private readonly int number;
    private bool isDisposed;

    internal AdcChannel(AdcController controller, int number)
    {
        Controller = controller;
        this.number = number;
    }

    public override AdcController Controller { get; }

    public override int ReadValue()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var run = DeviceRun.Current;
        run.MayHang(BlockingCall.Analog);
        run.ChargeTicks(run.Device.Options.Energy.AdcReadTicks);
        return AdcConverter.Read(run, number) ?? throw new Exception("PIN_UNAVAILABLE");
    }

    public void Dispose() => isDisposed = true;
}
