namespace Jena.SensorNode.Node.Uplink
{
    /// <summary>A session with the gateway.</summary>
    public interface IGateway
    {
        /// <summary>Connects and subscribes to settings and time.</summary>
        bool Open(string host, int port, uint nodeId, byte[] key);

        /// <summary>Sends a frame and waits until the gateway has it on disk.</summary>
        bool Send(byte[] frame, int milliseconds);

        /// <summary>The last settings message that came, or null.</summary>
        byte[]? Settings { get; }

        /// <summary>The last time message that came, or null.</summary>
        byte[]? Time { get; }

        /// <summary>When <see cref="Time"/> arrived, milliseconds since this wake began.</summary>
        long TimeArrivedMilliseconds { get; }

        /// <summary>Waits until a time message has come.</summary>
        bool WaitForTime(int milliseconds);

        /// <summary>Ends the session.</summary>
        void Close();
    }
}
