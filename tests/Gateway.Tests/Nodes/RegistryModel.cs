namespace Jena.SensorNode.Gateway.Tests.Nodes;

/// <summary>What the registry must answer, as plainly as it can be said: every statement is kept, and the past is looked up in them.</summary>
internal sealed class RegistryModel
{
    private readonly SortedDictionary<long, string?> _sites = [];
    private readonly List<Probe> _probes = [];

    /// <summary>From an instant on the node stands at a site.</summary>
    public void Stand(long at, string site) => _sites[at] = site;

    /// <summary>From an instant on the node has other wiring, of so many channels at one depth.</summary>
    public void Wire(long at, int layout, int channels, int depth)
    {
        Cut(at);
        _probes.AddRange(Enumerable.Range(0, channels).Select(channel => new Probe(layout, channel, depth, "", at, long.MaxValue)));
    }

    /// <summary>Another probe on a channel; false where none is there that it could replace.</summary>
    public bool Replace(long at, int channel, string serial)
    {
        var index = _probes.FindIndex(probe => probe.Channel == channel && probe.From < at && at < probe.To);
        if (index < 0)
            return false;
        var old = _probes[index];
        _probes[index] = old with { To = at };
        _probes.Add(old with { Serial = serial, From = at });
        return true;
    }

    /// <summary>Site at an instant.</summary>
    public string? SiteAt(long at) => _sites.LastOrDefault(stay => stay.Key <= at).Value;

    /// <summary>Probes at an instant, by channel.</summary>
    public IEnumerable<(int Layout, int Channel, int Depth, string Serial)> ProbesAt(long at) =>
        _probes.Where(probe => probe.From <= at && at < probe.To).OrderBy(probe => probe.Channel).Select(probe => (probe.Layout, probe.Channel, probe.Depth, probe.Serial));

    private void Cut(long at)
    {
        for (var i = 0; i < _probes.Count; i++)
        {
            var probe = _probes[i];
            if (probe.To > at)
                _probes[i] = probe with { To = Math.Max(at, probe.From) };
        }
    }

    private sealed record Probe(int Layout, int Channel, int Depth, string Serial, long From, long To);
}
