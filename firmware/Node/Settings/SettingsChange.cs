using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Cycle;
using Jena.SensorNode.Node.Probes;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Settings
{
    /// <summary>
    /// Puts received settings in force, or refuses them. A set that changes the way to the gateway (address, port, WiFi) is on trial
    /// until a frame was acknowledged over it; after <see cref="TrialAttempts"/> failed sessions the node goes back by itself.
    /// </summary>
    public sealed class SettingsChange
    {
        /// <summary>Failed sessions after which a set on trial is given up.</summary>
        public const int TrialAttempts = 3;

        /// <summary>Reason that the next frame reports for a set given up (FRAME.md 5.2).</summary>
        public const byte NotReached = SettingsRefusal.NotReached;

        private readonly NodeState _state;
        private readonly SettingsStore _store;
        private readonly WifiBackup _backup;
        private readonly IRadio _radio;
        private readonly NodeFile _node;

        /// <summary>Works on the state; the caller stores it.</summary>
        public SettingsChange(NodeState state, SettingsStore store, WifiBackup backup, IRadio radio, NodeFile node)
        {
            _state = state;
            _store = store;
            _backup = backup;
            _radio = radio;
            _node = node;
        }

        /// <summary>Judges a message and, if it is good, makes it the settings in force.</summary>
        /// <param name="message">As received.</param>
        /// <param name="present">The settings in force.</param>
        /// <returns>The new settings, or null where nothing changes.</returns>
        public NodeSettings? Offer(byte[] message, NodeSettings present)
        {
            var result = NodeSettings.Parse(message, _node.NodeId, _node.Key, present.Version, _node.Settings);
            if (result.Version != 0 && result.Version == _state.RefusedVersion && _state.RefusedReason == NotReached)
                return null;
            if (result.Settings == null)
                return result.RefusedReason == SettingsRefusal.None ? null : Refuse(result.RefusedReason, result.Version);
            if (!HasUsableLayout(result.Settings))
                return Refuse(SettingsRefusal.BadLayout, result.Version);

            var slot = SettingsStore.Other(_state.ProvenSlot);
            var changesWay = ChangesWay(present, result.Settings);
            if (!_store.Save(slot, message) || !ApplyNetwork(present, result.Settings))
                return Refuse(SettingsRefusal.NotStored, result.Version);
            _state.SettingsSlot = slot;
            _state.OnTrial = (byte)(changesWay ? 1 : 0);
            if (!changesWay)
                _state.ProvenSlot = slot;
            _state.RefusedReason = SettingsRefusal.None;
            _state.RefusedVersion = 0;
            return result.Settings;
        }

        /// <summary>A frame was acknowledged: what is in force works.</summary>
        public void Proven()
        {
            if (_state.OnTrial == 0)
                return;
            _state.OnTrial = 0;
            _state.ProvenSlot = _state.SettingsSlot;
            var network = _radio.ReadNetwork();
            var kept = _backup.Load();
            if (kept != null && !kept.IsSame(network))
                _backup.Save(network);
        }

        /// <summary>Goes back to the settings before where a trial has failed often enough.</summary>
        /// <returns>The settings now in force, or null where nothing changed.</returns>
        public NodeSettings? GiveUpTrial(NodeSettings present)
        {
            if (_state.OnTrial == 0)
            {
                // A power cut between storing a network and noting its trial leaves a network that nothing speaks for.
                if (_state.Failures >= 2 * TrialAttempts)
                    RestoreNetwork();
                return null;
            }

            if (_state.Failures < TrialAttempts)
                return null;
            var before = _store.Load(_state.ProvenSlot) ?? _node.Settings;
            _state.SettingsSlot = before.Version == 0 ? SettingsStore.Provisioned : _state.ProvenSlot;
            _state.OnTrial = 0;
            _state.RefusedReason = NotReached;
            _state.RefusedVersion = present.Version;
            RestoreNetwork();
            if (!SameBytes(before.StaticAddress, present.StaticAddress))
                _radio.WriteAddress(before.StaticAddress);
            return before;
        }

        private void RestoreNetwork()
        {
            var network = _backup.Load();
            if (network != null && !network.IsSame(_radio.ReadNetwork()))
                _radio.WriteNetwork(network);
        }

        private NodeSettings? Refuse(byte reason, uint version)
        {
            _state.RefusedReason = reason;
            _state.RefusedVersion = version;
            return null;
        }

        private bool ApplyNetwork(NodeSettings present, NodeSettings next)
        {
            var stored = _radio.ReadNetwork();
            if (next.WifiName != null && next.WifiPassword != null)
            {
                var wanted = new WifiCredentials(next.WifiName, Text(next.WifiPassword));
                if (!wanted.IsSame(stored) && !(_backup.Save(stored) && _radio.WriteNetwork(wanted)))
                    return false;
            }

            return SameBytes(next.StaticAddress, present.StaticAddress) || _radio.WriteAddress(next.StaticAddress);
        }

        private bool ChangesWay(NodeSettings present, NodeSettings next)
        {
            var stored = _radio.ReadNetwork();
            return present.GatewayHost != next.GatewayHost || present.GatewayPort != next.GatewayPort
                || !SameBytes(present.StaticAddress, next.StaticAddress)
                || (next.WifiName != null && next.WifiPassword != null
                    && !new WifiCredentials(next.WifiName, Text(next.WifiPassword)).IsSame(stored));
        }

        private static bool HasUsableLayout(NodeSettings settings)
        {
            if (settings.Layout == null)
                return false;
            foreach (var channel in settings.Layout.Channels)
            {
                if (channel.Kind == ChannelKind.SoilMoistureAdc && !CapacitiveProbe.IsUsable(channel.Wiring[0]))
                    return false;
            }

            return true;
        }

        private static bool SameBytes(byte[]? one, byte[]? other)
        {
            if (one == null || other == null)
                return one == null && other == null;
            if (one.Length != other.Length)
                return false;
            for (var i = 0; i < one.Length; i++)
            {
                if (one[i] != other[i])
                    return false;
            }

            return true;
        }

        private static string Text(byte[] utf8) => System.Text.Encoding.UTF8.GetString(utf8, 0, utf8.Length);
    }
}
