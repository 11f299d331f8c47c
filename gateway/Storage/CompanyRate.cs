namespace Jena.SensorNode.Gateway.Storage;

/// <summary>
/// How many requests a second come while another is waiting or being committed. It is of use from the first commit on and
/// follows a change of load within three seconds: what it has not learned costs bytes on the card or a node's waiting.
/// </summary>
internal sealed class CompanyRate
{
    // What was seen so long ago counts a third.
    private const double MemorySeconds = 0.5;

    private double _company;
    private double _busySeconds;

    /// <summary>Requests a second of busy time; 0 while nothing was seen.</summary>
    public double PerSecond { get; private set; }

    /// <summary>Notes a commit.</summary>
    /// <param name="company">Requests that came during it.</param>
    /// <param name="busySeconds">How long it took, its waiting included.</param>
    /// <param name="sinceLastSeconds">Time since the commit before was noted.</param>
    public void Note(int company, double busySeconds, double sinceLastSeconds)
    {
        var kept = Math.Exp(-sinceLastSeconds / MemorySeconds);
        _company = (_company * kept) + company;
        _busySeconds = (_busySeconds * kept) + busySeconds;
        PerSecond = _busySeconds > 0 ? _company / _busySeconds : 0;
    }
}
