using System.Text;
using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Servers;
using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Benchmarks.Fuzz;

/// <summary>What network servers send, over HTTP as over MQTT, and what their devices put into it.</summary>
internal static class UplinkTargets
{
    private const string Token = "a-token:of-some-length";
    private const int MostFields = 200;
    private const int MostMessages = 1000;

    // An object of a decoder is walked to a table of names, and an uplink is tried on many tables.
    private const long MostHeap = 4_000_000;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("uplink messages", [.. UplinkSeeds.All.Select(Encoding.UTF8.GetBytes)], ReadUplink) { MostAllocatedBytes = MostHeap },
        new("batches of uplink messages", [Batch(new Random(1))], ReadBatch) { Make = Batch, MostAllocatedBytes = MostHeap },
        new("payloads of foreign devices", [.. UplinkSeeds.Payloads.Select(Convert.FromHexString)], DecodePayloads),
        new("authorization of uplinks over HTTP", [Authorization(new Random(1))], Authorize) { Make = Authorization },
    ];

    private static bool ReadUplink(byte[] json)
    {
        if (!UplinkMessage.TryRead(json, out var uplink, out var problem))
        {
            Word.Keep(problem.Length > 0, "Refused without a reason.");
            return false;
        }

        Word.Keep(Eui.TryNormalize(uplink.Eui, out var eui) && eui == uplink.Eui, "No EUI.");
        Word.Keep(uplink.DeliveryKey.Length is > 0 and <= 400 && uplink.Fields.Count <= MostFields && uplink.Port is >= 0 and <= 255 && uplink.Data.Length <= 2048, "Something unbounded.");
        Word.Keep(uplink.TimeUnixMilliseconds is null or (>= 1_577_836_800_000 and < 7_258_118_400_000), "A time of no server.");
        if (DeviceCatalogue.Match(uplink, "") is { } profile && DeviceCatalogue.Decode(profile, uplink) is { } values)
            Check(profile, values);
        return true;
    }

    private static bool ReadBatch(byte[] json)
    {
        var messages = UplinkMessage.Split(json);
        Word.Keep(messages.Count is >= 1 and <= MostMessages && messages.Sum(message => message.Length) <= json.Length, "More came out than went in.");
        foreach (var message in messages)
            ReadUplink(message.ToArray());
        return messages.Count > 1;
    }

    private static bool DecodePayloads(byte[] data)
    {
        var isKnown = false;
        foreach (var profile in DeviceCatalogue.Profiles)
        {
            if (PayloadDecoder.Decode(profile, data, profile.Port ?? 1) is not { } values)
                continue;
            Check(profile, values);
            isKnown = true;
        }

        return isKnown;
    }

    private static void Check(DeviceProfile profile, DecodedValues values)
    {
        Word.Keep(values.Values.Length == values.Faults.Length && values.History.Count <= 1000, "More records than a payload has room for.");
        for (var channel = 0; channel < values.Values.Length; channel++)
        {
            // A variant of the device has a table of its own.
            if (values.LayoutId == profile.LayoutId && values.Faults[channel] == 0 && !profile.Fields[channel].CanBe(values.Values[channel]))
                throw new InvalidOperationException($"{profile.Name}: {profile.Fields[channel].Name} cannot be {values.Values[channel]}.");
        }
    }

    private static bool Authorize(byte[] data)
    {
        var header = Encoding.Latin1.GetString(data);
        if (!UplinkEndpoints.IsRight(header, Token))
            return false;
        var given = header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim();
        Word.Keep(given == Token || Encoding.UTF8.GetString(Convert.FromBase64String(given)).EndsWith(":" + Token, StringComparison.Ordinal), "Let in without the token.");
        return true;
    }

    private static byte[] Authorization(Random random) => Encoding.Latin1.GetBytes(random.Next(3) switch
    {
        0 => $"Bearer {Token}",
        1 => $"bEARER   {Token} ",
        _ => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new string('u', random.Next(4))}:{Token}")),
    });

    private static byte[] Batch(Random random)
    {
        var messages = Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(6) == 0 ? "[{\"a\":[]},null]" : UplinkSeeds.All[random.Next(UplinkSeeds.All.Count)]);
        return Encoding.UTF8.GetBytes($"{(random.Next(4) == 0 ? "\uFEFF" : "")} [{string.Join(random.Next(4) == 0 ? ",\r\n" : ",", messages)}{(random.Next(8) == 0 ? "," : "")}]");
    }
}
