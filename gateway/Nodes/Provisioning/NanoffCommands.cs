namespace Jena.SensorNode.Gateway.Nodes.Provisioning;

/// <summary>One call of nanoff.</summary>
/// <param name="Purpose">What it does, German and English.</param>
/// <param name="Arguments">Its arguments; none holds a secret.</param>
public sealed record NanoffCommand(string Purpose, IReadOnlyList<string> Arguments)
{
    /// <summary>The command as a person types it.</summary>
    public override string ToString() =>
        "nanoff " + string.Join(' ', Arguments.Select(argument => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument));
}

/// <summary>
/// The calls of nanoff, in order, for a board with 4 MB of flash. The deployment address is always named: nanoff 2.5 takes
/// 0x1B0000 by itself, where firmware since September 2025 has its own code, and the application would never run.
/// </summary>
internal static class NanoffCommands
{
    private const string Target = "ESP32_REV3";
    private const string DeploymentAddress = "0x1E0000";

    /// <summary>For a new board: firmware, application, network and file.</summary>
    public static IReadOnlyList<NanoffCommand> ForNewBoard(string serialPort, string folder, bool hasNetwork) =>
    [
        new("Firmware aufspielen / firmware", ["--target", Target, "--serialport", serialPort, "--update", "--masserase"]),
        new(
            "Anwendung aufspielen / application",
            ["--target", Target, "--serialport", serialPort, "--deploy", "--image", "Node.bin", "--address", DeploymentAddress]),
        .. ForProvisioning(serialPort, folder, hasNetwork),
    ];

    /// <summary>For a board that runs the application: network and file; the node must be awake (service button).</summary>
    public static IReadOnlyList<NanoffCommand> ForProvisioning(string serialPort, string folder, bool hasNetwork)
    {
        var files = new NanoffCommand(
            "Knotendatei aufspielen / node file",
            ["--serialport", serialPort, "--filedeployment", Path.Combine(folder, DeploymentFiles.FilesName)]);
        return !hasNetwork
            ? [files]
            :
            [
                new(
                    "WLAN einstellen / WiFi",
                    ["--nanodevice", "--serialport", serialPort, "--networkdeployment", Path.Combine(folder, DeploymentFiles.NetworkName)]),
                files,
            ];
    }
}
