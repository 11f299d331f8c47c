using System;
using System.IO;
using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Board
{
    /// <summary>
    /// Files in the root of <c>I:\</c> (littlefs). Data are durable when the stream is closed, so every write opens, writes and
    /// closes. The root only: the firmware builds names in sub-directories without a separator.
    /// </summary>
    public sealed class InternalFlash : IFlash
    {
        private const string Root = "I:\\";

        /// <inheritdoc/>
        public int Length(string name)
        {
            try
            {
                var path = Root + name;
                if (!File.Exists(path))
                    return -1;
                using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read))
                {
                    return (int)stream.Length;
                }
            }
            catch (Exception)
            {
                return -1;
            }
        }

        /// <inheritdoc/>
        public int Read(string name, int offset, byte[] buffer, int count)
        {
            try
            {
                var path = Root + name;
                if (!File.Exists(path))
                    return 0;
                using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read))
                {
                    if (offset != 0)
                        stream.Seek(offset, SeekOrigin.Begin);
                    var total = 0;
                    while (total < count)
                    {
                        var read = stream.Read(buffer, total, count - total);
                        if (read <= 0)
                            break;
                        total += read;
                    }

                    return total;
                }
            }
            catch (Exception)
            {
                return 0;
            }
        }

        /// <inheritdoc/>
        public bool Write(string name, byte[] data, int count) => Store(name, FileMode.Create, data, count);

        /// <inheritdoc/>
        public bool Append(string name, byte[] data, int count) => Store(name, FileMode.Append, data, count);

        /// <inheritdoc/>
        public void Delete(string name)
        {
            try
            {
                File.Delete(Root + name);
            }
            catch (Exception)
            {
                // A file that cannot be removed is overwritten or skipped later; nothing here depends on its absence.
            }
        }

        private static bool Store(string name, FileMode mode, byte[] data, int count)
        {
            try
            {
                using (var stream = new FileStream(Root + name, mode, FileAccess.Write))
                {
                    stream.Write(data, 0, count);
                }

                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }
}
