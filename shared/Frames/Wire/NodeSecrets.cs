using System.Security.Cryptography;
using System.Text;

namespace Jena.SensorNode.Frames
{
    /// <summary>What is derived from the node's key, so that one secret is provisioned (FRAME.md 2).</summary>
    public static class NodeSecrets
    {
        private const int BlockBytes = 32;

        /// <summary>The node's MQTT password: 32 lower-case hex digits.</summary>
        public static string MqttPassword(byte[] key)
            => Hex.Write(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("mqtt-password")), 16);

        /// <summary>
        /// XORs <paramref name="data"/> in place with the WiFi key stream of a settings version; doing it twice gives the
        /// data back. A version is used once for a node, so the stream never covers two passwords.
        /// </summary>
        public static void ApplyWifiKeyStream(byte[] key, uint nodeId, uint version, byte[] data)
        {
            var input = new byte[10];
            input[0] = (byte)'W';
            BigEndian.Write(nodeId, input, 1);
            BigEndian.Write(version, input, 5);
            for (var start = 0; start < data.Length; start += BlockBytes)
            {
                input[9] = (byte)(start / BlockBytes);
                var block = HMACSHA256.HashData(key, input);
                for (var i = 0; i < BlockBytes && start + i < data.Length; i++)
                    data[start + i] ^= block[i];
            }
        }
    }
}
