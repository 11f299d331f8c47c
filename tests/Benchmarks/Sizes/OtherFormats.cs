using System.Formats.Cbor;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using MessagePack;

namespace Jena.SensorNode.Benchmarks.Sizes;

/// <summary>
/// The same samples in formats that others use, each written as compactly as its own manner allows. All but CayenneLPP hold
/// what the frame holds: node, layout, boot, sample counter, seconds of each sample, age, battery, values, and 8 bytes of MAC.
/// </summary>
internal static class OtherFormats
{
    private static readonly byte[] Mac = new byte[8];

    /// <summary>One flat object a sample, as city platforms take it.</summary>
    internal static int FlatJson(Batch batch)
    {
        var all = new JsonArray();
        for (var i = 0; i < batch.Samples.Count; i++)
        {
            var sample = new JsonObject
            {
                ["node"] = "0000002a",
                ["layout"] = Batch.LayoutId,
                ["boot"] = Batch.Boot,
                ["sample"] = Batch.FirstSample + (uint)i,
                ["seconds"] = batch.Seconds(i),
                ["age"] = Batch.AgeSeconds,
                ["battery"] = Batch.BatteryMillivolts,
            };
            for (var c = 0; c < batch.Samples[i].Length; c++)
                sample["channel" + (c + 1)] = batch.Samples[i][c];
            sample["mac"] = Convert.ToHexStringLower(Mac);
            all.Add(sample);
        }

        return JsonSerializer.SerializeToUtf8Bytes(batch.Samples.Count == 1 ? all[0] : all).Length;
    }

    /// <summary>Arrays without names.</summary>
    internal static int Cbor(Batch batch)
    {
        var writer = new CborWriter();
        writer.WriteStartArray(8);
        foreach (var number in Header())
            writer.WriteUInt32(number);
        writer.WriteStartArray(batch.Samples.Count);
        for (var i = 0; i < batch.Samples.Count; i++)
        {
            writer.WriteStartArray(batch.Samples[i].Length + 1);
            writer.WriteUInt32(batch.Seconds(i));
            foreach (var value in batch.Samples[i])
                writer.WriteInt32(value);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteByteString(Mac);
        writer.WriteEndArray();
        return writer.BytesWritten;
    }

    /// <summary>RFC 8428: a record a value, base name and base time, names of one letter, times relative to the base.</summary>
    internal static int SenmlCbor(Batch batch)
    {
        const int baseName = -2;
        const int baseTime = -3;
        const int name = 0;
        const int value = 2;
        const int time = 6;
        const int data = 8;
        var writer = new CborWriter();
        writer.WriteStartArray(null);
        string[] header = ["l", "b", "c", "a", "v"];
        for (var i = 0; i < header.Length; i++)
        {
            writer.WriteStartMap(i == 0 ? 4 : 2);
            if (i == 0)
            {
                Text(baseName, "0000002a:");
                Number(baseTime, (int)batch.Seconds(batch.Samples.Count - 1));
            }

            Text(name, header[i]);
            Number(value, (int)Header()[i + 1]);
            writer.WriteEndMap();
        }

        for (var i = 0; i < batch.Samples.Count; i++)
        {
            for (var c = 0; c < batch.Samples[i].Length; c++)
            {
                var relative = (int)(batch.Seconds(i) - batch.Seconds(batch.Samples.Count - 1));
                writer.WriteStartMap(relative == 0 ? 2 : 3);
                Text(name, (c + 1).ToString());
                Number(value, batch.Samples[i][c]);
                if (relative != 0)
                    Number(time, relative);
                writer.WriteEndMap();
            }
        }

        writer.WriteStartMap(2);
        Text(name, "m");
        writer.WriteInt32(data);
        writer.WriteByteString(Mac);
        writer.WriteEndMap();
        writer.WriteEndArray();
        return writer.BytesWritten;

        void Text(int label, string text)
        {
            writer.WriteInt32(label);
            writer.WriteTextString(text);
        }

        void Number(int label, int number)
        {
            writer.WriteInt32(label);
            writer.WriteInt32(number);
        }
    }

    /// <summary>One message; samples are repeated messages of a varint time and packed zigzag values.</summary>
    internal static int ProtocolBuffers(Batch batch)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            var field = 1;
            foreach (var number in Header())
            {
                output.WriteTag(field++, WireFormat.WireType.Varint);
                output.WriteUInt32(number);
            }

            for (var i = 0; i < batch.Samples.Count; i++)
            {
                var packed = batch.Samples[i].Sum(CodedOutputStream.ComputeSInt32Size);
                var time = CodedOutputStream.ComputeUInt32Size(batch.Seconds(i));
                output.WriteTag(7, WireFormat.WireType.LengthDelimited);
                output.WriteLength(1 + time + 1 + CodedOutputStream.ComputeLengthSize(packed) + packed);
                output.WriteTag(1, WireFormat.WireType.Varint);
                output.WriteUInt32(batch.Seconds(i));
                output.WriteTag(2, WireFormat.WireType.LengthDelimited);
                output.WriteLength(packed);
                foreach (var value in batch.Samples[i])
                    output.WriteSInt32(value);
            }

            output.WriteTag(8, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(Mac));
        }

        return (int)stream.Length;
    }

    /// <summary>Arrays without names.</summary>
    internal static int MessagePackArrays(Batch batch)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(8);
        foreach (var number in Header())
            writer.Write(number);
        writer.WriteArrayHeader(batch.Samples.Count);
        for (var i = 0; i < batch.Samples.Count; i++)
        {
            writer.WriteArrayHeader(batch.Samples[i].Length + 1);
            writer.Write(batch.Seconds(i));
            foreach (var value in batch.Samples[i])
                writer.Write(value);
        }

        writer.Write(Mac);
        writer.Flush();
        return buffer.WrittenCount;
    }

    /// <summary>
    /// Channel, type and two bytes for each value and the battery, values alone; temperature only to 0.1 °C. The format has no
    /// batches, so several samples are several payloads.
    /// </summary>
    internal static int CayenneLpp(Batch batch) => batch.Samples.Sum(sample => 4 * (sample.Length + 1));

    private static uint[] Header()
        => [Batch.NodeId, Batch.LayoutId, Batch.Boot, Batch.FirstSample, Batch.AgeSeconds, Batch.BatteryMillivolts];
}
