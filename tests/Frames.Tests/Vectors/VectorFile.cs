using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jena.SensorNode.Frames.Tests.Vectors;

/// <summary>The committed file of vectors, and how it is made.</summary>
internal static class VectorFile
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Path => System.IO.Path.Combine(Repository.FramesFolder, "Vectors", "frames.json");

    internal static JsonObject Read() => JsonNode.Parse(File.ReadAllText(Path))!.AsObject();

    /// <summary>The text that the file must have: one vector a line, so that a change shows as a change of one line.</summary>
    internal static string Generate() => "{\n"
        + Section("frames", Frames()) + ",\n"
        + Section("settings", MessageVectors.Settings()) + ",\n"
        + Section("times", MessageVectors.Times()) + "\n}\n";

    private static IEnumerable<JsonObject> Frames()
    {
        foreach (var (name, content) in GoodFrames.All())
            yield return Frame(name, content.NodeId, content.Encode(), "expected", FrameJson.Of(content));
        foreach (var (name, frame, error) in BadFrames.All())
            yield return Frame(name, 0x2a, frame, "error", error.ToString());
    }

    private static JsonObject Frame(string name, uint nodeId, byte[] frame, string outcome, JsonNode value) => new()
    {
        ["name"] = name,
        ["key"] = Convert.ToHexStringLower(Contents.Key),
        ["nodeId"] = nodeId,
        ["frame"] = Convert.ToHexStringLower(frame),
        [outcome] = value,
    };

    private static string Section(string name, IEnumerable<JsonObject> vectors)
        => $"\"{name}\": [\n" + string.Join(",\n", vectors.Select(v => v.ToJsonString(Options))) + "\n]";
}
