using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Cycle
{
    /// <summary>Keeps the <see cref="NodeState"/> in two slots on flash.</summary>
    public sealed class StateStore
    {
        /// <summary>Room for the state; what it does not use is zero.</summary>
        public const int PayloadBytes = 160;

        // Raise it when the order of the fields changes: an old file is then not read, and the node starts a new random boot.
        private const byte Kind = 0x11;

        private readonly TwoSlotFile _file;
        private readonly byte[] _payload = new byte[PayloadBytes];

        /// <param name="flash">Where the two files live.</param>
        public StateStore(IFlash flash) => _file = new TwoSlotFile(flash, "state", Kind, PayloadBytes);

        /// <summary>How often the state was written in this wake.</summary>
        public int Writes => _file.Writes;

        /// <summary>True where a state was written once, whether it can still be read or not.</summary>
        public bool HasTrace => _file.HasTrace;

        /// <summary>Fills <paramref name="state"/> from flash.</summary>
        /// <returns>False on a new, reformatted or damaged flash.</returns>
        public bool Load(NodeState state)
        {
            if (!_file.Load(_payload))
                return false;
            state.Exchange(new FieldCodec(_payload, false));
            return true;
        }

        /// <summary>Writes <paramref name="state"/>; false where the flash refuses, the state before then still stands.</summary>
        public bool Save(NodeState state)
        {
            state.Exchange(new FieldCodec(_payload, true));
            return _file.Save(_payload);
        }
    }
}
