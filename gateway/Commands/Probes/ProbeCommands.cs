using System.CommandLine;

namespace Jena.SensorNode.Gateway.Commands.Probes;

/// <summary>Calibration of probes.</summary>
internal static class ProbeCommands
{
    /// <summary>The verbs under <c>probe</c>.</summary>
    public static Command Create(CommandRunner runner) => new("probe", "Sonden und ihre Kalibrierung / probes and their calibration")
    {
        ProbeCalibrateCommand.Create(runner),
        ProbeCalibrationsCommand.Create(runner),
        ProbeTakeBackCommand.Create(runner),
    };
}
