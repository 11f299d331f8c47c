using Jena.SensorNode.Emulator.Pins;

namespace Jena.SensorNode.Emulator;

/// <summary>What one wake was like, seen from outside.</summary>
/// <param name="Number">1 for the device's first.</param>
/// <param name="Cause">Why it woke.</param>
/// <param name="Start">True time of waking.</param>
/// <param name="End">True time of its end.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="SleepTime">How long it will sleep (true time); null where it does not.</param>
/// <param name="RadioTime">How long the radio was on.</param>
/// <param name="AddressAfter">Time from waking to an address; null without one.</param>
/// <param name="Millicoulombs">Charge of the wake, sleep not included.</param>
/// <param name="FlashBytes">Bytes programmed.</param>
/// <param name="RepliesGivenUp">Replies of the real network that did not come in real time: above zero the test machine was too slow, or the gateway silent.</param>
/// <param name="Instructions">IL instructions run, where the program is instrumented.</param>
/// <param name="HeapAllocatedBytes">Managed heap allocated, where the program is instrumented.</param>
/// <param name="HeapPeakBytes">The most that was alive at once, where the program is instrumented.</param>
/// <param name="Log">The console.</param>
/// <param name="PinChanges">Changes of output pins.</param>
public sealed record WakeReport(
    long Number,
    StartCause Cause,
    DateTimeOffset Start,
    DateTimeOffset End,
    WakeOutcome Outcome,
    string Reason,
    TimeSpan? SleepTime,
    TimeSpan RadioTime,
    TimeSpan? AddressAfter,
    double Millicoulombs,
    long FlashBytes,
    int RepliesGivenUp,
    long Instructions,
    long HeapAllocatedBytes,
    long HeapPeakBytes,
    IReadOnlyList<string> Log,
    IReadOnlyList<PinChange> PinChanges)
{
    /// <summary>From waking to the end.</summary>
    public TimeSpan AwakeTime => End - Start;
}
