using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Nodes.Registry;

/// <summary>Layouts and probes of a device through time; used inside a transaction.</summary>
internal static class ProbeRegistry
{
    /// <summary>Gives a node a layout under the next free layout id; the probes of the earlier one end.</summary>
    /// <exception cref="RegistryException">The layout is bad, or the node had all 287.</exception>
    public static ProbeLayout BeginLayout(SqliteConnection connection, int deviceId, ProbeLayout layout, DateTimeOffset from)
    {
        var next = (int)(long)connection.Scalar<object>(
            "SELECT coalesce(max(layout_id) + 1, 0) FROM node_layout WHERE device_id = $device", ("$device", deviceId))!;
        var numbered = new ProbeLayout { Id = next, PowerPin = layout.PowerPin, Channels = layout.Channels };
        var content = numbered.Write();
        if (ProbeLayout.Parse(content, 0, content.Length) is null)
        {
            throw new RegistryException(
                "Sondenbelegung passt nicht in das Format: 1 bis 8 Kanäle, höchstens 287 Belegungen je Knoten (FRAME.md 5.4). / " +
                "Probe layout does not fit the format: 1 to 8 channels, at most 287 layouts for a node.");
        }

        connection.Run(
            "INSERT INTO node_layout(device_id, layout_id, content, created_ms) VALUES($device, $layout, $content, $from)",
            ("$device", deviceId),
            ("$layout", next),
            ("$content", content),
            ("$from", from.ToUnixTimeMilliseconds()));
        EndAll(connection, deviceId, from);
        for (var channel = 0; channel < layout.Channels.Length; channel++)
        {
            var probe = layout.Channels[channel];
            Begin(connection, deviceId, next, channel, probe.Kind, probe.DepthCentimeters, "", from);
        }

        return numbered;
    }

    /// <summary>
    /// Another physical probe on the same channel from an instant on, for as long as the one that it replaces was meant to be
    /// there: a change that somebody enters late takes nothing from later ones. What the old one measured before stays its own.
    /// </summary>
    /// <exception cref="RegistryException">No such channel, or no probe on it before the instant.</exception>
    public static void Replace(
        SqliteConnection connection, int deviceId, int channel, int? depthCentimeters, string serial, DateTimeOffset at)
    {
        var probes = connection.Rows(
            """
            SELECT probe_id, layout_id, kind, depth_cm, valid_from_ms, valid_to_ms FROM probe
            WHERE device_id = $device AND channel = $channel AND (valid_to_ms IS NULL OR valid_to_ms > max($at, valid_from_ms)) ORDER BY valid_from_ms
            """,
            row => (Id: row.GetInt64(0), Layout: row.GetInt32(1), Kind: row.GetByte(2), Depth: row.GetInt32(3), From: row.GetInt64(4), To: row.LongOrNull(5)),
            ("$device", deviceId),
            ("$channel", channel),
            ("$at", at.ToUnixTimeMilliseconds()));
        if (probes.Count == 0)
        {
            throw new RegistryException($"Kanal {channel} hat keine Sonde; „node show“ zeigt die Kanäle. / Channel {channel} has no probe.");
        }

        var old = probes[0];
        if (at.ToUnixTimeMilliseconds() <= old.From)
        {
            var since = DateTimeOffset.FromUnixTimeMilliseconds(old.From);
            throw new RegistryException(
                $"Die Sonde auf Kanal {channel} ist erst seit {since:yyyy-MM-dd HH:mm} UTC da; der Wechsel muss danach liegen. / " +
                "The change must be after the begin of the probe that it ends.");
        }

        connection.Run(
            "UPDATE probe SET valid_to_ms = $at WHERE probe_id = $id", ("$at", at.ToUnixTimeMilliseconds()), ("$id", old.Id));
        Begin(connection, deviceId, old.Layout, channel, (ChannelKind)old.Kind, depthCentimeters ?? old.Depth, serial, at, old.To);
    }

    /// <summary>Ends every probe of a device that reaches beyond an instant.</summary>
    public static void EndAll(SqliteConnection connection, int deviceId, DateTimeOffset at) => connection.Run(
        "UPDATE probe SET valid_to_ms = max($at, valid_from_ms) WHERE device_id = $device AND (valid_to_ms IS NULL OR valid_to_ms > $at)",
        ("$device", deviceId),
        ("$at", at.ToUnixTimeMilliseconds()));

    /// <summary>Notes a probe.</summary>
    public static void Begin(
        SqliteConnection connection,
        int deviceId,
        int layoutId,
        int channel,
        ChannelKind kind,
        int depthCentimeters,
        string serial,
        DateTimeOffset from,
        long? untilUnixMilliseconds = null) => connection.Run(
        """
        INSERT INTO probe(device_id, layout_id, channel, kind, depth_cm, serial, valid_from_ms, valid_to_ms)
        VALUES($device, $layout, $channel, $kind, $depth, $serial, $from, $until)
        """,
        ("$device", deviceId),
        ("$layout", layoutId),
        ("$channel", channel),
        ("$kind", (int)kind),
        ("$depth", depthCentimeters),
        ("$serial", serial),
        ("$from", from.ToUnixTimeMilliseconds()),
        ("$until", untilUnixMilliseconds));
}
