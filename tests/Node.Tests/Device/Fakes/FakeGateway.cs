using System.Collections;
using Jena.SensorNode.Node.Uplink;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>A gateway that keeps the frames it acknowledged.</summary>
    public sealed class FakeGateway : IGateway
    {
        /// <summary>Frames acknowledged, oldest first.</summary>
        public ArrayList Frames { get; } = new ArrayList();

        /// <summary>Sessions opened or refused.</summary>
        public int Attempts { get; private set; }

        /// <summary>Host of the last attempt.</summary>
        public string Host { get; private set; } = "";

        /// <summary>True: there is no gateway.</summary>
        public bool IsAway { get; set; }

        /// <summary>True: the battery breaks down when a frame is sent.</summary>
        public bool CutsPower { get; set; }

        /// <summary>The only host that it is reached by, or null for any.</summary>
        public string? OnlyHost { get; set; }

        /// <inheritdoc/>
        public byte[]? Settings { get; set; }

        /// <inheritdoc/>
        public byte[]? Time { get; set; }

        /// <inheritdoc/>
        public long TimeArrivedMilliseconds { get; set; }

        /// <inheritdoc/>
        public bool Open(string host, int port, uint nodeId, byte[] key)
        {
            Attempts++;
            Host = host;
            return !IsAway && (OnlyHost == null || OnlyHost == host);
        }

        /// <inheritdoc/>
        public bool Send(byte[] frame, int milliseconds)
        {
            if (CutsPower)
                throw new PowerCutException();
            Frames.Add(frame);
            return true;
        }

        /// <inheritdoc/>
        public bool WaitForTime(int milliseconds) => Time != null;

        /// <inheritdoc/>
        public void Close()
        {
            // Nothing is held open.
        }
    }
}
