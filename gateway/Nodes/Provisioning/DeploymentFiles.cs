using System.Text.Json;
using System.Text.Json.Nodes;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes.Provisioning;

/// <summary>The files that nanoff brings to a node, in a folder for the owner alone: two of them hold secrets.</summary>
internal static class DeploymentFiles
{
    /// <summary>The node's own file.</summary>
    public const string NodeConfigName = "node.cfg";

    /// <summary>nanoff's network deployment; only with a WiFi network.</summary>
    public const string NetworkName = "net.json";

    /// <summary>nanoff's file deployment.</summary>
    public const string FilesName = "files.json";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the files; earlier ones are replaced. Returns their paths.</summary>
    public static IReadOnlyList<string> Write(string folder, ProvisioningRequest request, ProvisionedNode node)
    {
        Database.MakeFolder(folder);
        var nodeConfig = Path.GetFullPath(Path.Combine(folder, NodeConfigName));
        var paths = new List<string> { Write(nodeConfig, node.NodeConfig) };
        if (request.WifiName is not null)
        {
            paths.Add(Write(Path.Combine(folder, NetworkName), JsonSerializer.SerializeToUtf8Bytes(Network(request), Indented)));
        }

        paths.Add(Write(Path.Combine(folder, FilesName), JsonSerializer.SerializeToUtf8Bytes(Files(request, nodeConfig), Indented)));
        return paths;
    }

    /// <summary>nanoff's network deployment for a client that connects by itself at start.</summary>
    public static JsonObject Network(ProvisioningRequest request)
    {
        var isOpen = request.WifiPassword.Length == 0;
        return new JsonObject
        {
            ["SerialPort"] = request.SerialPort,
            ["WirelessClient"] = new JsonObject
            {
                ["Ssid"] = request.WifiName,
                ["Password"] = request.WifiPassword,
                ["Authentication"] = isOpen ? "Open" : "WPA2",
                ["Encryption"] = isOpen ? "None" : "WPA2",
                ["ConfigurationOption"] = "AutoConnect",
                ["DhcpEnabled"] = true,
            },
        };
    }

    /// <summary>nanoff's file deployment.</summary>
    public static JsonObject Files(ProvisioningRequest request, string nodeConfigPath) => new()
    {
        ["SerialPort"] = request.SerialPort,
        ["Files"] = new JsonArray(new JsonObject
        {
            ["DestinationFilePath"] = @"I:\node.cfg",
            ["SourceFilePath"] = nodeConfigPath,
        }),
    };

    // Whole or not at all: half a node file on a node is a visit to the tree.
    private static string Write(string path, byte[] content)
    {
        var partial = path + ".part";
        File.Delete(partial);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using (var stream = new FileStream(partial, options))
            {
                stream.Write(content);
            }

            File.Move(partial, path, overwrite: true);
            return path;
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
