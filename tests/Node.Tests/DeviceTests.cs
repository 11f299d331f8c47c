using Jena.SensorNode.Node.Tests.Host;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests;

/// <summary>The tests of the folder Device, each row of each test a case. On the device the same tests run under its own launcher.</summary>
public sealed class DeviceTests(DeviceTestAssembly assembly) : IClassFixture<DeviceTestAssembly>
{
    public static TheoryData<string, string, int> Cases => [.. DeviceTestAssembly.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Passes(string testClass, string method, int row)
    {
        Xunit.Assert.NotNull(assembly);
        try
        {
            DeviceTestAssembly.Run(testClass, method, row);
        }
        catch (SkipTestException skipped)
        {
            Xunit.Assert.Skip(skipped.Message);
        }
    }
}
