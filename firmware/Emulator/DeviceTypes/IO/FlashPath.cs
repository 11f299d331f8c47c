using System;
using System.IO;
using Jena.SensorNode.Emulator.Flash;

namespace Jena.SensorNode.Emulator.Files;

/// <summary>From the device's paths (<c>I:\name</c>) to names in the flash, and from native errors to the plain exceptions that the device throws.</summary>
internal static class FlashPath
{
    public const string Root = "I:\\";

    public static FlashFileSystem Flash => DeviceRun.Current.Device.Flash;

    public static string Name(string path)
    {
        if (!path.StartsWith(Root, StringComparison.OrdinalIgnoreCase))
        {
            throw new IOException($"no such drive: {path}");
        }

        return path[Root.Length..].TrimEnd('\\');
    }

    public static T Call<T>(Func<FlashFileSystem, T> action)
    {
        var run = DeviceRun.Current;
        run.MayHang(BlockingCall.File);
        run.ChargeTicks(run.Device.Options.Energy.FileCallTicks);
        try
        {
            return action(run.Device.Flash);
        }
        catch (FlashException e)
        {
            throw new Exception(e.Message);
        }
    }

    public static void Call(Action<FlashFileSystem> action) => Call(flash =>
    {
        action(flash);
        return true;
    });
}
