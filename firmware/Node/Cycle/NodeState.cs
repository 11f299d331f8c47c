using Jena.SensorNode.Node.Journal;
using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>
    /// What the node must know at its next wake and cannot read from its samples. Written when it changes: around a session and
    /// at a cold start, never in a wake that only samples.
    /// </summary>
    public sealed class NodeState
    {
        /// <summary>Boot counter: cold starts.</summary>
        public uint Boot;

        /// <summary>Sample counter that follows everything acknowledged in this boot.</summary>
        public uint NextCounter;

        /// <summary>The device's clock (ms since 1970, whatever it believes) at node second 0.</summary>
        public long ClockBaseMilliseconds;

        /// <summary>Node second at which the timer set with this state wakes the node; 0 = not known.</summary>
        public uint PlannedWakeSeconds;

        /// <summary>Length of the sleep before that, s.</summary>
        public uint PlannedSleepSeconds;

        /// <summary>Node second from which the node is to send.</summary>
        public uint NextSendSeconds;

        /// <summary>Sending wakes in a row without an acknowledgement.</summary>
        public int Failures;

        /// <summary>1: this wake was asked for by the one before, a moment ago, to have the radio; 0: not.</summary>
        public byte RadioWanted;

        /// <summary>1: a session began and its end was not noted; a restart then came out of the session.</summary>
        public byte InSession;

        /// <summary>1: the button asked for a self-test that the next wake with radio does.</summary>
        public byte SelfTestWanted;

        /// <summary>Wakes that did not reach sleep by themselves.</summary>
        public uint Resets;

        /// <summary>Ends of the journal and its losses.</summary>
        public readonly JournalPosition Journal = new JournalPosition();

        /// <summary>Radio time of the last finished uplink, in 10 ms.</summary>
        public uint RadioTimeCentiseconds;

        /// <summary>Time awake of the last finished sending wake, in 10 ms.</summary>
        public uint AwakeTimeCentiseconds;

        /// <summary>Free managed heap at the end of it, KiB.</summary>
        public int FreeHeapKibibytes;

        /// <summary>Battery tier, 0 (full rate) .. 3 (heartbeat).</summary>
        public byte Tier;

        /// <summary>Self-test bits 4..6 of the last session (FRAME.md 5.3).</summary>
        public byte LastTry;

        /// <summary>File of the settings in force: 0 provisioned, 1 or 2.</summary>
        public byte SettingsSlot;

        /// <summary>File of the settings with which the gateway was last reached.</summary>
        public byte ProvenSlot;

        /// <summary>1: the settings in force changed the way to the gateway and have not reached it yet.</summary>
        public byte OnTrial;

        /// <summary>Reason of the last refused settings (FRAME.md 5.2), 0 = none.</summary>
        public byte RefusedReason;

        /// <summary>Version of the last refused settings.</summary>
        public uint RefusedVersion;

        /// <summary>Unix seconds at node second 0, from the gateway's time message; 0 = not known.</summary>
        public uint UnixSecondsAtZero;

        /// <summary>Boot whose first frame with full health was acknowledged.</summary>
        public uint IntroducedBoot;

        /// <summary>Channels of the sample sent last: 0 = none was sent.</summary>
        public byte SentChannels;

        /// <summary>Fault mask of that sample.</summary>
        public byte SentFaults;

        /// <summary>Its values + 32768, each 16 bits.</summary>
        public readonly int[] SentValues = new int[8];

        /// <summary>Earlier boots, newest first.</summary>
        public readonly BootHistory History = new BootHistory();

        /// <summary>Whose state this is; 0 = written by a version that did not say.</summary>
        public uint NodeId;

        /// <summary>Moves all fields; the order is the format.</summary>
        public void Exchange(FieldCodec codec)
        {
            codec.Unsigned32(ref Boot);
            codec.Unsigned32(ref NextCounter);
            codec.Signed64(ref ClockBaseMilliseconds);
            codec.Unsigned32(ref PlannedWakeSeconds);
            codec.Unsigned32(ref PlannedSleepSeconds);
            codec.Unsigned32(ref NextSendSeconds);
            codec.Unsigned16(ref Failures);
            codec.Unsigned8(ref RadioWanted);
            codec.Unsigned8(ref InSession);
            codec.Unsigned8(ref SelfTestWanted);
            codec.Unsigned32(ref Resets);
            codec.Unsigned32(ref Journal.Head);
            codec.Unsigned32(ref Journal.TailSegment);
            codec.Unsigned16(ref Journal.TailRecord);
            codec.Unsigned32(ref Journal.Lost);
            codec.Unsigned32(ref RadioTimeCentiseconds);
            codec.Unsigned32(ref AwakeTimeCentiseconds);
            codec.Unsigned16(ref FreeHeapKibibytes);
            codec.Unsigned8(ref Tier);
            codec.Unsigned8(ref LastTry);
            codec.Unsigned8(ref SettingsSlot);
            codec.Unsigned8(ref ProvenSlot);
            codec.Unsigned8(ref OnTrial);
            codec.Unsigned8(ref RefusedReason);
            codec.Unsigned32(ref RefusedVersion);
            codec.Unsigned32(ref UnixSecondsAtZero);
            codec.Unsigned32(ref IntroducedBoot);
            codec.Unsigned8(ref SentChannels);
            codec.Unsigned8(ref SentFaults);
            for (var i = 0; i < SentValues.Length; i++)
                codec.Unsigned16(ref SentValues[i]);
            History.Exchange(codec);
            codec.Unsigned32(ref NodeId);
        }
    }
}
