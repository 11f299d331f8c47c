namespace Jena.SensorNode.Node.Journal
{
    /// <summary>Where the journal begins and ends; kept in the node's state, which is written only when one of these moves on.</summary>
    public sealed class JournalPosition
    {
        /// <summary>Newest segment known when the state was written; the real one is found from here forwards. 0 = none yet.</summary>
        public uint Head;

        /// <summary>Segment of the oldest sample that the gateway has not acknowledged.</summary>
        public uint TailSegment;

        /// <summary>Record of that sample in its segment.</summary>
        public int TailRecord;

        /// <summary>Samples dropped before they were acknowledged, since provisioning.</summary>
        public uint Lost;
    }
}
