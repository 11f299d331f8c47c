using Jena.SensorNode.Frames;
using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Settings
{
    /// <summary>
    /// Who this node is. <c>node.cfg</c> is text that people and tools write; to read it costs a third of a quiet wake's instructions.
    /// So its content is kept once more as bytes in <c>node.bin</c>, which is used while it holds and belongs to that very text.
    /// </summary>
    public sealed class NodeFileStore
    {
        /// <summary>The text, written by the technician.</summary>
        public const string TextName = "node.cfg";

        /// <summary>The copy, written by the node.</summary>
        public const string CopyName = "node.bin";

        private readonly IFlash _flash;

        /// <param name="flash">Where both files live.</param>
        public NodeFileStore(IFlash flash) => _flash = flash;

        /// <summary>Reads the copy, or the text where that is new; null where the node is not provisioned.</summary>
        public NodeFile? Load()
        {
            var length = _flash.Length(TextName);
            if (length < NodeFileCopy.SealBytes || length > NodeFile.MaximumBytes)
                return null;
            // The last line of the text is its checksum: it and the length tell whether the copy was made from this text.
            var seal = new byte[NodeFileCopy.SealBytes];
            if (_flash.Read(TextName, length - seal.Length, seal, seal.Length) != seal.Length)
                return null;
            return ReadCopy(length, seal) ?? ReadText(length, seal);
        }

        private NodeFile? ReadCopy(int textLength, byte[] seal)
        {
            var length = _flash.Length(CopyName);
            if (length < 0 || length > NodeFileCopy.MaximumBytes)
                return null;
            var data = new byte[length];
            return _flash.Read(CopyName, 0, data, length) == length ? NodeFileCopy.Read(data, textLength, seal) : null;
        }

        private NodeFile? ReadText(int length, byte[] seal)
        {
            var data = new byte[length];
            if (_flash.Read(TextName, 0, data, length) != length)
                return null;
            var file = NodeFile.Parse(data, out _);
            if (file == null)
                return null;
            // A copy that cannot be written, or only in part, costs the next wake time and nothing else.
            var copy = NodeFileCopy.Write(file, length, seal);
            _flash.Write(CopyName, copy, copy.Length);
            return file;
        }
    }
}
