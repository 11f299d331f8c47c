namespace Jena.SensorNode.Emulator.Probes;

/// <summary>What the driver reports of a transfer.</summary>
public enum I2cOutcome
{
    /// <summary>Something went wrong.</summary>
    UnknownError = 0,

    /// <summary>All bytes.</summary>
    Full = 1,

    /// <summary>Some bytes.</summary>
    Partial = 3,

    /// <summary>Nobody at the address.</summary>
    NotAcknowledged = 4,
}

/// <summary>
/// The I²C buses: a missing or silent device never throws, it gives an outcome, and the buffer keeps its content. A transfer blocks the CLR.
/// </summary>
public static class I2cBus
{
    /// <summary>Writes, then reads; <paramref name="read"/> stays as it is where nothing came.</summary>
    public static (I2cOutcome Outcome, int Bytes) Transfer(DeviceRun run, int bus, int address, byte[] write, byte[] read, int bitsPerSecond)
    {
        run.MayHang(BlockingCall.I2c);
        var total = write.Length + read.Length;
        if (!run.Device.Wiring.I2c.TryGetValue((bus, address), out var target) || run.Device.Wiring.ProbesPoweredFor(run) is null)
        {
            run.Charge(TimeSpan.FromMilliseconds(1));
            return (I2cOutcome.NotAcknowledged, 0);
        }

        run.Charge(TimeSpan.FromSeconds((double)(total + 2) * 9 / bitsPerSecond));
        var fault = target.Faults.At(run.TrueTime);
        if (fault == ProbeFault.Shorted)
        {
            run.Charge(TimeSpan.FromSeconds(1));
            return (I2cOutcome.UnknownError, 0);
        }

        if (fault is ProbeFault.Missing or ProbeFault.Open || (write.Length > 0 && !target.Write(run, write)))
        {
            return (I2cOutcome.NotAcknowledged, 0);
        }

        if (read.Length == 0)
        {
            return (I2cOutcome.Full, total);
        }

        if (target.Read(run, read.Length) is not { } answer)
        {
            return (I2cOutcome.NotAcknowledged, write.Length);
        }

        if (fault == ProbeFault.BitErrors)
        {
            answer[run.Device.Random.Next(answer.Length)] ^= (byte)(1 << run.Device.Random.Next(8));
        }

        if (fault == ProbeFault.Partial)
        {
            return (I2cOutcome.Partial, write.Length);
        }

        answer.CopyTo(read, 0);
        return (I2cOutcome.Full, total);
    }
}
