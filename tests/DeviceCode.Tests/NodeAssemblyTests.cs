using Jena.SensorNode.DeviceCode.Tests.Checking;
using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests;

/// <summary>The node's own assembly, as built for the device and the emulator.</summary>
public sealed class NodeAssemblyTests
{
    [Fact]
    public void Runs_on_the_device_as_far_as_compiled_code_tells()
    {
        using var assembly = File.OpenRead(Repository.NodeAssembly);

        var findings = new DeviceCodeChecker(Repository.ReferenceDirectory).Check(assembly);

        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    [Fact]
    public void Starts_in_a_static_Main_without_arguments()
    {
        using var module = ModuleDefinition.ReadModule(Repository.NodeAssembly);

        Assert.Equal("System.Void Jena.SensorNode.Node.Program::Main()", module.EntryPoint.FullName);
        Assert.True(module.EntryPoint.IsStatic);
    }
}
