using Jena.SensorNode.Gateway.Lorawan.Uplinks;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.SoilWater;

namespace Jena.SensorNode.Gateway.Lorawan.Devices;

/// <summary>All foreign devices that this gateway understands.</summary>
internal sealed class DeviceCatalogue : IForeignChannels
{
    private static readonly DeviceProfile[] Known =
    [
        DraginoLse01.Normal, DraginoLse01.RawMode, SolidosTeros21.Profile, MilesightSmtc.Profile, .. Decentlab.All,
        TektelicKiwi.Profile, SenseCapWeather.Soil, SenseCapWeather.Profile, DraginoLsph01.Profile, .. CityFleet.All,
    ];

    private static readonly Dictionary<int, ForeignChannel[]> Channels = Known.ToDictionary(profile => profile.LayoutId, profile =>
        profile.Fields.Select(field => new ForeignChannel(field.Quantity, field.ValuePerRaw, field.ValueAtZero, field.ProbeIndex, NameOf(field))).ToArray());

    /// <summary>The tables, for tests and lists.</summary>
    public static IReadOnlyList<DeviceProfile> Profiles => Known;

    /// <inheritdoc/>
    public ForeignChannel? Find(int layoutId, int channel) =>
        Channels.TryGetValue(layoutId, out var fields) && channel >= 0 && channel < fields.Length ? fields[channel] : null;

    // A quantity that has a name of its own keeps it whoever measured it; only what has none goes under the maker's name.
    private static string NameOf(DeviceField field) => field.Quantity == Quantity.Other ? field.Name : "";

    /// <summary>Name of a table; null if there is none of that number.</summary>
    public static string? NameOf(int layoutId) => Known.FirstOrDefault(profile => profile.LayoutId == layoutId)?.Name;

    /// <summary>
    /// The table for an uplink: of those that the server's device profile, the names that it gives and the registry point to,
    /// in this order, the first that fits the message. A name may tell too little (a family), or what stood there before the
    /// sensor was exchanged. Where none fits, the first.
    /// </summary>
    /// <param name="uplink">The uplink.</param>
    /// <param name="registeredModel">Maker and model in the registry; empty where it has none.</param>
    /// <returns>Null for a device that is not known.</returns>
    public static DeviceProfile? Match(ForeignUplink uplink, string registeredModel)
    {
        var candidates = Candidates(uplink, registeredModel).ToList();
        return candidates.Find(profile => Decode(profile, uplink) is not null) ?? candidates.FirstOrDefault();
    }

    private static IEnumerable<DeviceProfile> Candidates(ForeignUplink uplink, string registeredModel) =>
        Known.Where(profile => profile.ProfileIds.Contains(uplink.ProfileId, StringComparer.OrdinalIgnoreCase))
            .Concat(uplink.TypeNames.Append(registeredModel).Select(ObjectFields.Plain)
                .SelectMany(plain => Known.Where(profile => profile.NameParts.Any(part => plain.Contains(part, StringComparison.Ordinal)))))
            .Distinct();

    /// <summary>Decodes an uplink by its table: from the bytes, else from the server's object. Never throws.</summary>
    public static DecodedValues? Decode(DeviceProfile profile, ForeignUplink uplink)
    {
        if (uplink.IsEncrypted)
            return null;
        if (PayloadDecoder.Decode(profile, uplink.Data, uplink.Port) is { } values)
            return values;

        // 0 V is what a decoder that fills up with zeros makes of no bytes at all: no device sends at that.
        var isInvented = uplink.Data.Length > 0 || !profile.IsMeasurementPort(uplink.Port) || profile.BatteryNames.Any(name => uplink.Fields.Number(name) == 0);
        return profile.DistrustsObject && isInvented ? null : ObjectDecoder.Decode(profile, uplink.Fields);
    }
}
