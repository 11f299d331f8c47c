using System;
using System.Security.Cryptography;

namespace Jena.SensorNode.Frames
{
    /// <summary>The MAC that ends every message (FRAME.md 2): 8 bytes of HMAC-SHA-256 over label, node id and message.</summary>
    public static class MessageMac
    {
        /// <summary>Length of a MAC in bytes.</summary>
        public const int Bytes = 8;

        /// <summary>Length of a node's key in bytes.</summary>
        public const int KeyBytes = 32;

        /// <summary>Label of a frame, 'U'.</summary>
        public const byte Frame = 0x55;

        /// <summary>Label of settings, 'S'.</summary>
        public const byte Settings = 0x53;

        /// <summary>Label of a time message, 'T'.</summary>
        public const byte Time = 0x54;

        /// <summary>Bytes that stand before the message in the input of the MAC: label and node id.</summary>
        internal const int PrefixBytes = 5;

        /// <summary>The MAC over the first <paramref name="length"/> bytes of <paramref name="message"/>.</summary>
        public static byte[] Compute(byte label, uint nodeId, byte[] key, byte[] message, int length)
        {
            var mac = new byte[Bytes];
            Array.Copy(Hash(label, nodeId, key, message, length), mac, Bytes);
            return mac;
        }

        /// <summary>Writes the MAC behind the first <paramref name="length"/> bytes of <paramref name="message"/>.</summary>
        /// <returns>The length with the MAC.</returns>
        public static int Append(byte label, uint nodeId, byte[] key, byte[] message, int length)
        {
            Array.Copy(Hash(label, nodeId, key, message, length), 0, message, length, Bytes);
            return length + Bytes;
        }

        /// <summary>Whether the last 8 of the first <paramref name="length"/> bytes are the MAC of those before them.</summary>
        public static bool Verify(byte label, uint nodeId, byte[] key, byte[] message, int length)
        {
            var body = length - Bytes;
            if (body < 0)
                return false;
            var expected = Hash(label, nodeId, key, message, body);
            // All bytes are compared whatever the first difference, so the time taken tells nothing about the MAC.
            var difference = 0;
            for (var i = 0; i < Bytes; i++)
                difference |= expected[i] ^ message[body + i];
            return difference == 0;
        }

        private static byte[] Hash(byte label, uint nodeId, byte[] key, byte[] message, int length)
        {
            var input = new byte[PrefixBytes + length];
            input[0] = label;
            BigEndian.Write(nodeId, input, 1);
            Array.Copy(message, 0, input, PrefixBytes, length);
            return HMACSHA256.HashData(key, input);
        }
    }
}
