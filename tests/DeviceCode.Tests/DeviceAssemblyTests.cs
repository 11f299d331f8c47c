using Jena.SensorNode.DeviceCode.Tests.Checking;
using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests;

/// <summary>The assemblies built for the device: the node, which the emulator runs too, and the device's unit tests.</summary>
public sealed class DeviceAssemblyTests
{
    [Theory]
    [InlineData("Jena.SensorNode.Node.dll")]
    [InlineData("NFUnitTest.dll")]
    public void Runs_on_the_device_as_far_as_compiled_code_tells(string file)
    {
        using var assembly = File.OpenRead(Path.Combine(Repository.DeviceDirectory, file));

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
