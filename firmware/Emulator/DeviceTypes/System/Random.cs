using Jena.SensorNode.Emulator;

namespace System;

/// <summary>The chip's random numbers. A seed is ignored, as there; the virtual device's own seed makes runs repeatable.</summary>
public class Random
{
    public Random()
    {
    }

    public Random(int seed)
    {
    }

    public virtual int Next() => DeviceRun.Current.RandomBelow(int.MaxValue);

    public virtual int Next(int maxValue) => DeviceRun.Current.RandomBelow(maxValue);

    public virtual double NextDouble() => DeviceRun.Current.RandomBelow(int.MaxValue) / (double)int.MaxValue;

    public virtual void NextBytes(byte[] buffer)
    {
        for (var i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (byte)Next(256);
        }
    }
}
