using Jena.SensorNode.Frames.Batteries;

namespace Jena.SensorNode.Gateway.Nodes.Snapshots;

/// <summary>A device with all its sites and probes through time.</summary>
internal sealed record DeviceHistory(
    int DeviceId,
    string Name,
    DeviceKindOf Kind,
    string Model,
    BatteryKind? Battery,
    bool IsRetired,
    int LatestLayoutId,
    IReadOnlyList<SiteStay> Stays,
    IReadOnlyList<ProbeDescription> Probes)
{
    private readonly DateTimeOffset _latestBegin = Stays.Select(stay => stay.ValidFrom).Concat(Probes.Select(probe => probe.ValidFrom)).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    /// <summary>How often the latest settings have it send; null where it has none of its own.</summary>
    public TimeSpan? SendingInterval { get; init; }

    /// <summary>
    /// The device as it was at an instant, with the probes of one layout (default: valid ones of any). Layout ids of foreign
    /// devices are their decoders' own, so for them the date alone counts.
    /// </summary>
    public DeviceDescription At(DateTimeOffset instant, int? layoutId) =>
        new(DeviceId, Name, Kind, SiteAt(instant), layoutId is { } layout && Kind == DeviceKindOf.Node ? ProbesOf(layout, instant) : ProbesAt(instant))
        {
            Model = Model,
            Battery = Battery,
            SendingInterval = SendingInterval,
            IsRetired = IsRetired,
        };

    /// <summary>
    /// The device as it is. What was entered has happened, so where something begins more than a day from now, a clock was or is wrong,
    /// and the latest that was entered is how it stands.
    /// </summary>
    public DeviceDescription Present(DateTimeOffset now) =>
        At(_latestBegin > now.AddDays(1) ? DateTimeOffset.MaxValue : now, layoutId: null);

    private SiteDescription? SiteAt(DateTimeOffset instant) =>
        Stays.LastOrDefault(stay => stay.ValidFrom <= instant && (stay.ValidTo is null || instant < stay.ValidTo))?.Site;

    private ProbeDescription[] ProbesAt(DateTimeOffset instant) =>
        [.. Probes.Where(probe => probe.IsValidAt(instant)).OrderBy(probe => probe.Channel)];

    // A frame proves the layout, so where the dates leave a channel of that layout empty, the probe next in time is meant.
    private ProbeDescription[] ProbesOf(int layoutId, DateTimeOffset instant) =>
    [
        .. Probes
            .Where(probe => probe.LayoutId == layoutId)
            .GroupBy(probe => probe.Channel)
            .Select(channel => channel.MinBy(probe => Distance(probe, instant))!)
            .OrderBy(probe => probe.Channel),
    ];

    private static TimeSpan Distance(ProbeDescription probe, DateTimeOffset instant)
    {
        if (instant < probe.ValidFrom)
        {
            return probe.ValidFrom - instant;
        }

        return probe.ValidTo is { } end && instant >= end ? instant - end + TimeSpan.FromTicks(1) : TimeSpan.Zero;
    }
}

/// <summary>A device at a site, for a time.</summary>
internal sealed record SiteStay(SiteDescription Site, DateTimeOffset ValidFrom, DateTimeOffset? ValidTo);
