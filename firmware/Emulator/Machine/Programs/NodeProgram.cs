using System.Reflection;
using Jena.SensorNode.Emulator.Metering;

namespace Jena.SensorNode.Emulator.Programs;

/// <summary>Loads programs compiled for the device on the emulator's version of the device's types.</summary>
public static class NodeProgram
{
    private static readonly Lazy<Assembly> deviceTypes = new(() => Assembly.Load("Jena.SensorNode.Emulator.DeviceTypes"));

    /// <summary>The assembly of the emulator's device types. It is found by name: its types have the names of .NET's own, so nobody compiles against it.</summary>
    public static Assembly DeviceTypes => deviceTypes.Value;

    /// <summary>Loads a compiled program (.dll); see <see cref="DeviceProgram.Load(byte[], Assembly)"/>.</summary>
    public static DeviceProgram Load(string path) => DeviceProgram.Load(path, DeviceTypes);

    /// <summary>Loads a compiled program from its bytes.</summary>
    public static DeviceProgram Load(byte[] image) => DeviceProgram.Load(image, DeviceTypes);

    /// <summary>Loads the node's own program from <c>device/Jena.SensorNode.Node.dll</c> beside the running one (see <c>firmware/Node/CopyNode.props</c>).</summary>
    public static DeviceProgram LoadNode() => Load(NodePath);

    /// <summary>As <see cref="LoadNode"/>, as a copy that counts instructions and heap (<see cref="ProgramInstrumenter"/>).</summary>
    public static DeviceProgram LoadMeteredNode() => Load(ProgramInstrumenter.Instrument(File.ReadAllBytes(NodePath)));

    /// <summary>Where the node's compiled program lies.</summary>
    public static string NodePath => Path.Combine(AppContext.BaseDirectory, "device", "Jena.SensorNode.Node.dll");
}
