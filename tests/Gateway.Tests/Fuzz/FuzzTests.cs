using Jena.SensorNode.Benchmarks.Fuzz;

namespace Jena.SensorNode.Gateway.Tests.Fuzz;

/// <summary>Some thousand of the inputs of <c>fuzz</c> (tests/Benchmarks) with every run of the tests.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 4000;

    // Only a hang takes that long.
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_input_breaks_a_parser(string name) => Assert.Null(FuzzRun.Of(FuzzTargets.All.Single(target => target.Name == name), Inputs, seed: 1, Hang).Problem);
}
