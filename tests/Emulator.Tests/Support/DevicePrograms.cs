using System.Collections.Concurrent;
using Jena.SensorNode.Emulator.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Jena.SensorNode.Emulator.Tests.Support;

/// <summary>Compiles small programs against the device's reference assemblies, as the node is compiled, and puts them on virtual devices.</summary>
internal static class DevicePrograms
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 6, 0, 0, TimeSpan.Zero);

    private static readonly ConcurrentDictionary<string, DeviceProgram> compiled = new();

    private static readonly Lazy<MetadataReference[]> references = new(() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "device", "ref"), "*.dll").Select(path => MetadataReference.CreateFromFile(path))]);

    public static DeviceProgram Compile(string main, string members = "") =>
        compiled.GetOrAdd(main + "\u0000" + members, _ => NodeProgram.Load(Emit(main, members)));

    public static VirtualDevice Device(string main, string members = "", DeviceOptions? options = null) =>
        new("test", Compile(main, members), Start, options ?? new DeviceOptions { AwakeClockPartsPerMillion = 0 });

    /// <summary>Runs one wake and returns what the program wrote.</summary>
    public static WakeReport Run(string main, string members = "", Action<VirtualDevice>? prepare = null)
    {
        var device = Device(main, members);
        prepare?.Invoke(device);
        return device.RunOneWake()!;
    }

    public static byte[] Emit(string main, string members = "")
    {
        var source = $$"""
            using System; using System.Collections; using System.IO; using System.Text; using System.Threading;
            using System.Device.Adc; using System.Device.Gpio; using System.Device.I2c; using System.Net.NetworkInformation;
            using nanoFramework.Hardware.Esp32; using nanoFramework.Runtime.Native; using nanoFramework.Device.OneWire;
            using nanoFramework.M2Mqtt; using nanoFramework.M2Mqtt.Messages; using nanoFramework.M2Mqtt.Exceptions;
            namespace Device {
              public static class Program {
                public static void Main() { {{main}} }
                public static void SleepFor(int seconds) { Sleep.EnableWakeupByTimer(TimeSpan.FromSeconds(seconds)); Sleep.StartDeepSleep(); }
                public static void Say(string text) { Console.WriteLine(text); }
                {{members}}
              }
            }
            """;
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.CSharp9));
        var compilation = CSharpCompilation.Create(
            "Device.Program" + Guid.NewGuid().ToString("N"), [tree], references.Value, new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return image.ToArray();
    }
}
