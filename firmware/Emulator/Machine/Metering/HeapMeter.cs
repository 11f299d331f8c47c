using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Jena.SensorNode.Emulator.Metering;

/// <summary>
/// The managed heap of one wake by the device's rules: blocks of 12 bytes, an object is one block and one for each field, arrays of primitives are
/// packed, strings are UTF-8. What is still alive is found by the host's collector at every <see cref="SampleBytes"/> allocated, so the peak may miss
/// what lived shorter than that.
/// </summary>
public sealed class HeapMeter
{
    /// <summary>Allocation between two looks at what is alive.</summary>
    public const int SampleBytes = 1024;

    /// <summary>Block size of the device's heap.</summary>
    public const int BlockBytes = 12;

    /// <summary>Taken for an object of the platform's own libraries whose fields are not known here: 8 fields.</summary>
    public const int PlatformObjectBytes = 9 * BlockBytes;

    /// <summary>Taken for the MQTT client with its queues, buffers and session.</summary>
    public const int MqttClientBytes = 6144;

    /// <summary>Taken for a thread: its descriptor and the frames on its stack.</summary>
    public const int ThreadBytes = 1024;

    private readonly ConditionalWeakTable<object, object> seen = [];
    private readonly List<(WeakReference<object> Object, int Bytes)> alive = [];
    private readonly Assembly? program;
    private long sinceLook;

    internal HeapMeter(Assembly? program) => this.program = program;

    /// <summary>Everything allocated, bytes.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>The most that was alive at once, bytes.</summary>
    public long PeakLiveBytes { get; private set; }

    /// <summary>Alive at the last look, bytes.</summary>
    public long LiveBytes { get; private set; }

    /// <summary>Bytes that an object takes on the device.</summary>
    public int Size(object made) => made switch
    {
        string text => Blocks(BlockBytes + Encoding.UTF8.GetByteCount(text) + 1),
        Array array => Blocks(BlockBytes + (array.Length * ElementBytes(array.GetType().GetElementType()!))),
        _ when made.GetType().Name == "MqttClient" => MqttClientBytes,
        _ when made.GetType().Name == "Thread" => ThreadBytes,
        _ when made.GetType().Assembly == program => BlockBytes * (1 + FieldCount(made.GetType())),
        _ => PlatformObjectBytes,
    };

    internal void Add(object made)
    {
        if (!seen.TryAdd(made, made.GetType()))
        {
            return;
        }

        var bytes = Size(made);
        alive.Add((new WeakReference<object>(made), bytes));
        AllocatedBytes += bytes;
        sinceLook += bytes;
        if (sinceLook >= SampleBytes)
        {
            Look();
        }
    }

    private void Look()
    {
        sinceLook = 0;
        GC.Collect();
        alive.RemoveAll(entry => !entry.Object.TryGetTarget(out _));
        LiveBytes = alive.Sum(entry => entry.Bytes);
        PeakLiveBytes = Math.Max(PeakLiveBytes, LiveBytes);
    }

    private static int FieldCount(Type type)
    {
        var count = 0;
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            count += level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Length;
        }

        return count;
    }

    private static int ElementBytes(Type element) => Type.GetTypeCode(element) switch
    {
        TypeCode.Byte or TypeCode.SByte or TypeCode.Boolean => 1,
        TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => BlockBytes,
    };

    private static int Blocks(int bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;
}
