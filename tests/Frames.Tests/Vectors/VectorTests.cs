using System.Text.Json.Nodes;
using Jena.SensorNode.Frames.Decoding;
using Jena.SensorNode.Frames.Tests.Messages;

namespace Jena.SensorNode.Frames.Tests.Vectors;

public sealed class VectorTests
{
    private static readonly JsonObject Committed = ReadOrWrite();

    private readonly JsonObject _file = Committed;

    [Fact]
    public void The_committed_vectors_are_what_the_encoder_makes()
        => Assert.Equal(VectorFile.Generate(), File.ReadAllText(VectorFile.Path));

    [Fact]
    public void Every_frame_decodes_to_what_the_vector_says_or_to_its_error()
    {
        foreach (var vector in _file["frames"]!.AsArray().Select(v => v!.AsObject()))
        {
            using var verifier = new FrameVerifier(Hex(vector, "key"));
            var read = new DecodedFrame();
            var error = FrameDecoder.Decode(Hex(vector, "frame"), (uint)vector["nodeId"]!, verifier, read);
            var outcome = error == FrameError.None ? FrameJson.Of(read) : (JsonNode)error.ToString();
            AssertJson(vector["expected"] ?? vector["error"], outcome, vector);
        }
    }

    [Fact]
    public void Every_settings_message_is_accepted_or_refused_as_the_vector_says()
    {
        foreach (var vector in _file["settings"]!.AsArray().Select(v => v!.AsObject()))
        {
            var result = NodeSettings.Parse(Hex(vector, "message"), (uint)vector["nodeId"]!, Hex(vector, "key"),
                (uint)vector["versionInForce"]!, SomeSettings.Provisioned);
            var outcome = result.Settings is null ? (int)result.RefusedReason : (JsonNode)MessageVectors.Json(result.Settings);
            AssertJson(vector["expected"] ?? vector["refusedReason"], outcome, vector);
        }
    }

    [Fact]
    public void Every_time_message_is_accepted_or_refused_as_the_vector_says()
    {
        foreach (var vector in _file["times"]!.AsArray().Select(v => v!.AsObject()))
        {
            var time = TimeMessage.Parse(Hex(vector, "message"), (uint)vector["nodeId"]!, Hex(vector, "key"));
            var outcome = time is null ? null : new JsonObject
            {
                ["unixSeconds"] = time.UnixSeconds,
                ["boot"] = time.Boot,
                ["sampleCounter"] = time.SampleCounter,
            };
            AssertJson(vector["expected"], outcome, vector);
        }
    }

    private static byte[] Hex(JsonObject vector, string name) => Convert.FromHexString((string)vector[name]!);

    private static void AssertJson(JsonNode? expected, JsonNode? actual, JsonObject vector)
        => Assert.Equal($"{vector["name"]}: {expected?.ToJsonString()}", $"{vector["name"]}: {actual?.ToJsonString()}");

    // UPDATE_VECTORS=1 writes the file anew; the difference is then looked at before it is committed.
    private static JsonObject ReadOrWrite()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_VECTORS") == "1")
            File.WriteAllText(VectorFile.Path, VectorFile.Generate());
        return VectorFile.Read();
    }
}
