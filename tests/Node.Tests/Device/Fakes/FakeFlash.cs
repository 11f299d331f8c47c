using System;
using System.Collections;
using Jena.SensorNode.Node.Storage;

namespace Jena.SensorNode.Node.Tests.Fakes
{
    /// <summary>Flash in memory: bounded, breakable, and with a power cut at any byte of any write.</summary>
    public sealed class FakeFlash : IFlash
    {
        private readonly ArrayList _names = new ArrayList();
        private readonly ArrayList _contents = new ArrayList();
        private int _bytesUntilCut = -1;
        private bool _keepsTornData;

        /// <summary>Bytes that fit; what is beyond is refused.</summary>
        public int Capacity { get; set; } = 256 * 1024;

        /// <summary>True: every write fails.</summary>
        public bool IsBroken { get; set; }

        /// <summary>True: writes to the journal fail.</summary>
        public bool RefusesSamples { get; set; }

        /// <summary>Writes and appends so far.</summary>
        public int Writes { get; private set; }

        /// <summary>Bytes written so far.</summary>
        public int BytesWritten { get; private set; }

        /// <summary>Bytes in all files.</summary>
        public int Used
        {
            get
            {
                var used = 0;
                for (var i = 0; i < _contents.Count; i++)
                    used += Content(i).Length;
                return used;
            }
        }

        /// <summary>Cuts the power before the byte of this number is written.</summary>
        /// <param name="bytes">Bytes that are still written.</param>
        /// <param name="keepsTornData">True: what was written of the last file stays; false: the file system undoes it, as littlefs means to.</param>
        public void CutAfter(int bytes, bool keepsTornData)
        {
            _bytesUntilCut = bytes;
            _keepsTornData = keepsTornData;
        }

        /// <summary>Power is back.</summary>
        public void Restore() => _bytesUntilCut = -1;

        /// <inheritdoc/>
        public int Length(string name)
        {
            var at = _names.IndexOf(name);
            return at < 0 ? -1 : Content(at).Length;
        }

        /// <inheritdoc/>
        public int Read(string name, int offset, byte[] buffer, int count)
        {
            var at = _names.IndexOf(name);
            if (at < 0)
                return 0;
            var content = Content(at);
            var length = content.Length - offset < count ? content.Length - offset : count;
            if (length <= 0)
                return 0;
            Array.Copy(content, offset, buffer, 0, length);
            return length;
        }

        /// <inheritdoc/>
        public bool Write(string name, byte[] data, int count) => Store(name, 0, data, count);

        /// <inheritdoc/>
        public bool Append(string name, byte[] data, int count)
        {
            var length = Length(name);
            return Store(name, length < 0 ? 0 : length, data, count);
        }

        /// <inheritdoc/>
        public void Delete(string name)
        {
            var at = _names.IndexOf(name);
            if (at < 0)
                return;
            _names.RemoveAt(at);
            _contents.RemoveAt(at);
        }

        /// <summary>Changes one byte of a file.</summary>
        public void Damage(string name, int offset) => Content(_names.IndexOf(name))[offset] ^= 0x5a;

        /// <summary>Forgets every file: the firmware formatted the flash.</summary>
        public void Format()
        {
            _names.Clear();
            _contents.Clear();
        }

        private bool Store(string name, int keep, byte[] data, int count)
        {
            if (IsBroken || (RefusesSamples && name.IndexOf(".dat") > 0) || Used - (Length(name) < 0 ? 0 : Length(name)) + keep + count > Capacity)
                return false;
            Writes++;
            if (_bytesUntilCut >= 0 && count > _bytesUntilCut)
            {
                if (_keepsTornData)
                    Put(name, keep, data, _bytesUntilCut);
                throw new PowerCutException();
            }

            if (_bytesUntilCut >= 0)
                _bytesUntilCut -= count;
            BytesWritten += count;
            Put(name, keep, data, count);
            return true;
        }

        private void Put(string name, int keep, byte[] data, int count)
        {
            var content = new byte[keep + count];
            var at = _names.IndexOf(name);
            if (keep > 0)
                Array.Copy(Content(at), 0, content, 0, keep);
            Array.Copy(data, 0, content, keep, count);
            if (at < 0)
            {
                _names.Add(name);
                _contents.Add(content);
            }
            else
            {
                _contents[at] = content;
            }
        }

        private byte[] Content(int at) => (byte[])_contents[at];
    }
}
