namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>
    /// Acknowledgements by message id. One may arrive before the call that published the message returns its id, so all of them are
    /// kept, not only the one that is waited for.
    /// </summary>
    public sealed class AckTable
    {
        private const int Capacity = 64;

        private readonly object _lock = new object();
        private readonly ushort[] _ids = new ushort[Capacity];
        private readonly bool[] _acknowledged = new bool[Capacity];
        private int _count;

        /// <summary>Notes what became of a message; called from the client's own thread.</summary>
        public void Note(ushort id, bool acknowledged)
        {
            lock (_lock)
            {
                _ids[_count % Capacity] = id;
                _acknowledged[_count % Capacity] = acknowledged;
                _count++;
            }
        }

        /// <summary>Takes the outcome of a message.</summary>
        /// <param name="id">Its id.</param>
        /// <param name="acknowledged">True where the gateway has it, false where the client gave up.</param>
        /// <returns>False while nothing is known.</returns>
        public bool TryTake(ushort id, out bool acknowledged)
        {
            lock (_lock)
            {
                var known = _count < Capacity ? _count : Capacity;
                for (var i = 0; i < known; i++)
                {
                    if (_ids[i] != id)
                        continue;
                    acknowledged = _acknowledged[i];
                    _ids[i] = 0;
                    return true;
                }
            }

            acknowledged = false;
            return false;
        }
    }
}
