using System.CommandLine;
using System.Text.Json;
using Jena.SensorNode.Frames;
using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.Gateway.Commands.Nodes;
using Jena.SensorNode.Gateway.Nodes;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Frames;

/// <summary>Shows what a frame says, and whether it is genuine.</summary>
internal static class FrameDecodeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var source = new Argument<string>("RAHMEN")
        {
            Description = "Hexziffern, Base64, eine Datei (roh oder als Text) oder „-“ = Standardeingabe / hex digits, base64, a file (raw or as text) or - for standard input",
        };
        var node = new Option<string?>("--node") { Description = "Knoten, mit dessen Schlüssel geprüft wird / node whose key verifies it" };
        var keyFile = new Option<string?>("--key-file") { Description = "Datei mit 64 Hexziffern Schlüssel, „-“ = Standardeingabe / file with the key, 64 hex digits" };
        var id = new Option<string?>("--node-id") { Description = "Knotennummer zu --key-file, wenn der Rahmen keine trägt / node id for --key-file" };
        var command = new Command("decode", "Rahmen entschlüsseln und prüfen / decode and verify a frame") { source, node, keyFile, id };
        return runner.BindAnywhere(command, (parse, context, _) =>
        {
            if (parse.GetValue(source) == FrameInput.Standard && parse.GetValue(keyFile) == FrameInput.Standard)
            {
                throw new RegistryException("Rahmen und Schlüssel können nicht beide aus der Standardeingabe kommen. / Frame and key cannot both come from standard input.");
            }

            var frame = FrameInput.Read(parse.GetValue(source)!, context.Io);
            var decoded = new DecodedFrame();
            var error = FrameDecoder.Decode(frame, decoded);
            if (error != FrameError.None)
            {
                throw new RegistryException($"Kein lesbarer Rahmen: {error} ({frame.Length} Bytes, FRAME.md 4.4) / not a readable frame: {error}");
            }

            var genuine = Verify(parse.GetValue(node), parse.GetValue(keyFile), parse.GetValue(id), frame, decoded, context);
            var view = FrameView.Of(frame.Length, decoded, genuine);
            context.Show(view, console => Draw(console, view));
            return Task.FromResult(genuine == false ? ExitCodes.Failed : ExitCodes.Done);
        });
    }

    private static bool? Verify(
        string? node, string? keyFile, string? id, byte[] frame, DecodedFrame decoded, CommandContext context)
    {
        var nodeId = node is not null ? NodeIdArgument.Parse(node) : id is not null ? NodeIdArgument.Parse(id) : decoded.NodeId;
        if (keyFile is not null)
        {
            return IsGenuine(ReadKey(keyFile, context.Io), nodeId, frame);
        }

        if (node is null && !decoded.CarriesNodeId)
        {
            return null;
        }

        var keys = context.HasDatabase ? context.Get<INodeDirectory>().Find(nodeId) : null;
        return keys switch
        {
            null when node is not null => throw new RegistryException(
                $"Knoten {Topics.NodeName(nodeId)} ist nicht registriert. / Node is not registered."),
            null => null,
            _ => IsGenuine(keys.Key, nodeId, frame) || (keys.PreviousKey is { } previous && IsGenuine(previous, nodeId, frame)),
        };
    }

    private static byte[] ReadKey(string file, CommandIo io)
    {
        var text = (file == FrameInput.Standard ? io.In.ReadLine() ?? "" : File.ReadAllText(file)).Trim();
        return Hex.Parse(text) is { Length: 32 } key
            ? key
            : throw new RegistryException("--key-file: der Schlüssel hat 64 Hexziffern / the key has 64 hex digits");
    }

    private static bool IsGenuine(byte[] key, uint nodeId, byte[] frame)
    {
        using var verifier = new FrameVerifier(key);
        return verifier.Verify(frame, nodeId);
    }

    private static void Draw(IAnsiConsole console, FrameView view)
    {
        console.WriteLine(view.IsGenuine switch
        {
            true => "Echt: der MAC stimmt. / Genuine.",
            false => "NICHT ECHT: der MAC stimmt nicht mit diesem Schlüssel. / NOT GENUINE under this key.",
            null => "Nicht geprüft: --node oder --key-file nennen. / Not verified: give --node or --key-file.",
        });
        console.WriteLine(
            $"{view.Bytes} Bytes, Knoten {view.Node ?? "im Topic"}, Start {view.Boot}, Belegung {view.LayoutId}, Alter {view.AgeText}, Batterie {(view.BatteryMillivolts == 0 ? "–" : $"{view.BatteryMillivolts} mV")}");
        if (view.Samples.Count > 0)
        {
            var table = new Table().RoundedBorder().AddColumn("Messung").AddColumn("Knotensekunden");
            for (var channel = 0; channel < view.Samples[0].Values.Count; channel++)
            {
                table.AddColumn($"Kanal {channel}");
            }

            foreach (var sample in view.Samples)
            {
                table.AddRow([$"{sample.Counter}", $"{sample.NodeSeconds}", .. sample.Values]);
            }

            console.Write(table);
        }

        if (view.Health is { } health)
        {
            console.WriteLine("Selbstauskunft / health:");
            using var words = JsonDocument.Parse(health.Write());
            foreach (var word in words.RootElement.EnumerateObject())
            {
                console.WriteLine($"  {word.Name}: {word.Value}");
            }
        }
    }
}
