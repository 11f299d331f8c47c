using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Fleet;
using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Probes;

namespace Jena.SensorNode.EndToEnd.Tests.NodeLife;

/// <summary>Everything that can happen to a node, at random times of one seed: all of it at once, until a few days before the end.</summary>
internal sealed class Misfortunes
{
    private static readonly ProbeFault[] faults =
        [ProbeFault.Missing, ProbeFault.Shorted, ProbeFault.Open, ProbeFault.InAir, ProbeFault.OutOfRange, ProbeFault.BitErrors, ProbeFault.NotReady];

    private readonly Random _random;
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _end;
    private readonly List<(DateTimeOffset From, DateTimeOffset Until, GatewayPresence Presence)> _absences = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> _silences = [];
    private readonly Dictionary<int, AcknowledgementFate> _fates = [];

    public Misfortunes(DateTimeOffset start, DateTimeOffset end, int seed)
    {
        (_start, _end) = (start, end);
        _random = new Random(seed);
        var days = (int)(end - start).TotalDays;
        // A week without WiFi, in the middle; and some hours without it every ten days.
        var week = start + ((end - start) / 2);
        _silences.Add((week, week.AddDays(7)));
        for (var day = 5; day < days; day += 10)
            _silences.Add(Span(day, maximumHours: 30));
        for (var day = 3; day < days; day += 6)
        {
            var (from, until) = Span(day, maximumHours: 20);
            _absences.Add((from, until, Pick(GatewayPresence.Refuses, GatewayPresence.Silent, GatewayPresence.Mute)));
        }

        // Every third day the gateway acknowledges late, twice, or never, or does not even get the message.
        for (var day = 2; day < days; day += 3)
            _fates[day] = Pick(AcknowledgementFate.Late, AcknowledgementFate.Twice, AcknowledgementFate.Lost, AcknowledgementFate.MessageLost);
    }

    /// <summary>Power cuts planned.</summary>
    public int PowerCuts { get; private set; }

    /// <summary>Cuts in the middle of a write.</summary>
    public int WriteCuts { get; private set; }

    /// <summary>Lets them happen to a node.</summary>
    public void BefallOn(EmulatedNode node)
    {
        var device = node.Device;
        device.Wifi.IsReachable = time => !_silences.Exists(span => span.From <= time && time < span.Until);
        // A stack that waits for a silent gateway longer than a wake may last: only the deadline ends such a wake.
        device.Link.ConnectTimeout = TimeSpan.FromSeconds(75);
        device.Link.Presence = time => _absences.Find(span => span.From <= time && time < span.Until).Presence;
        device.Link.Acknowledgements = time => time < _end ? _fates.GetValueOrDefault((int)(time - _start).TotalDays) : AcknowledgementFate.Arrives;
        for (var at = _start.AddDays(4 * _random.NextDouble()); at < _end; at = at.AddDays(4 + (10 * _random.NextDouble())))
        {
            device.PlanPowerCut(at, TimeSpan.FromMinutes(_random.Next(1, 240)));
            PowerCuts++;
        }

        for (var day = 1; day < (_end - _start).TotalDays; day += 4)
        {
            var (from, until) = Span(day, maximumHours: 40);
            node.Faults[_random.Next(node.Faults.Count)].Add(faults[_random.Next(faults.Length)], from, until);
        }

        device.WakeEnded += CutAWriteNowAndThen;
    }

    private void CutAWriteNowAndThen(VirtualDevice device, WakeReport wake)
    {
        if (wake.End < _end && _random.Next(500) == 0)
        {
            device.Flash.CutAfterBytes = _random.Next(4000);
            WriteCuts++;
        }
    }

    private (DateTimeOffset From, DateTimeOffset Until) Span(int day, int maximumHours)
    {
        var from = _start.AddDays(day + _random.NextDouble());
        var until = from.AddHours(1 + _random.Next(maximumHours));
        return (from, until < _end ? until : _end);
    }

    private T Pick<T>(params T[] of) => of[_random.Next(of.Length)];
}
