namespace Jena.SensorNode.Frames
{
    /// <summary>The gateway's answer to an accepted frame (FRAME.md 5.1): what time it is, for the frame that it names.</summary>
    public sealed class TimeMessage
    {
        /// <summary>Length in bytes, MAC included.</summary>
        public const int Length = 14 + MessageMac.Bytes;

        private const byte Format = 1;

        /// <summary>UTC, whole seconds since 1970-01-01.</summary>
        public uint UnixSeconds;

        /// <summary>Boot counter of the frame that is answered.</summary>
        public uint Boot;

        /// <summary>Sample counter of the first sample of the frame that is answered.</summary>
        public uint SampleCounter;

        /// <summary>Reads a message; null where it is not a genuine time message for this node.</summary>
        public static TimeMessage? Parse(byte[] message, uint nodeId, byte[] key)
        {
            if (message.Length != Length || message[0] != MessageMac.Time || message[1] != Format
                || !MessageMac.Verify(MessageMac.Time, nodeId, key, message, Length))
                return null;
            return new TimeMessage
            {
                UnixSeconds = BigEndian.Read(message, 2),
                Boot = BigEndian.Read(message, 6),
                SampleCounter = BigEndian.Read(message, 10),
            };
        }

        /// <summary>The message with its MAC.</summary>
        public byte[] Write(uint nodeId, byte[] key)
        {
            var message = new byte[Length];
            message[0] = MessageMac.Time;
            message[1] = Format;
            BigEndian.Write(UnixSeconds, message, 2);
            BigEndian.Write(Boot, message, 6);
            BigEndian.Write(SampleCounter, message, 10);
            MessageMac.Append(MessageMac.Time, nodeId, key, message, Length - MessageMac.Bytes);
            return message;
        }
    }
}
