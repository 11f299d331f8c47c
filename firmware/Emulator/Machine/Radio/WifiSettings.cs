using System.Text.Json;
using Jena.SensorNode.Emulator.Flash;

namespace Jena.SensorNode.Emulator.Radio;

/// <summary>
/// The network configuration the firmware keeps in its own files beside the program's, in the same file system: a reformat takes it too.
/// </summary>
public sealed record WifiSettings
{
    /// <summary>The station's block.</summary>
    public const string WirelessFile = "con_wireless80211_0.sys";

    /// <summary>The address block.</summary>
    public const string AddressFile = "con_network_0.sys";

    /// <summary>A fresh device: on, connecting, and without a network listening for SmartConfig.</summary>
    public static WifiSettings Factory { get; } = new();

    /// <summary>Start options.</summary>
    public WifiOptions Options { get; init; } = WifiOptions.AutoConnect | WifiOptions.SmartConfig;

    /// <summary>Network name; empty where none is stored.</summary>
    public string Ssid { get; init; } = "";

    /// <summary>Its password, stored in plain text as the firmware stores it.</summary>
    public string Password { get; init; } = "";

    /// <summary>Fixed address; empty for a lease.</summary>
    public string StaticAddress { get; init; } = "";

    /// <summary>Mask of the fixed address.</summary>
    public string StaticMask { get; init; } = "";

    /// <summary>Router of the fixed address.</summary>
    public string StaticGateway { get; init; } = "";

    /// <summary>Fixed name servers.</summary>
    public IReadOnlyList<string> DnsAddresses { get; init; } = [];

    /// <summary>Puts both blocks into the flash from outside, as a deployment by cable does.</summary>
    public void DeployTo(FlashFileSystem flash)
    {
        flash.Deploy(WirelessFile, JsonSerializer.SerializeToUtf8Bytes(this with { StaticAddress = "", StaticMask = "", StaticGateway = "", DnsAddresses = [] }));
        flash.Deploy(AddressFile, JsonSerializer.SerializeToUtf8Bytes(new WifiSettings
        {
            StaticAddress = StaticAddress,
            StaticMask = StaticMask,
            StaticGateway = StaticGateway,
            DnsAddresses = DnsAddresses,
        }));
    }

    /// <summary>Reads both blocks; a missing one has the factory's values.</summary>
    public static WifiSettings Load(FlashFileSystem flash)
    {
        var wireless = Parse(flash.Read(WirelessFile));
        var address = Parse(flash.Read(AddressFile));
        return wireless with
        {
            StaticAddress = address.StaticAddress,
            StaticMask = address.StaticMask,
            StaticGateway = address.StaticGateway,
            DnsAddresses = address.DnsAddresses,
        };
    }

    /// <summary>Saves one block from the device: costs a flash write and can be cut.</summary>
    internal void Save(FlashFileSystem flash, bool wireless)
    {
        var scratch = new FlashFileSystem();
        DeployTo(scratch);
        var name = wireless ? WirelessFile : AddressFile;
        flash.Commit(name, scratch.Read(name)!, 0);
    }

    private static WifiSettings Parse(byte[]? block)
    {
        try
        {
            return block is null ? Factory : JsonSerializer.Deserialize<WifiSettings>(block) ?? Factory;
        }
        catch (JsonException)
        {
            return Factory;
        }
    }
}
