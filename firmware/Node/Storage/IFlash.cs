namespace Jena.SensorNode.Node.Storage
{
    /// <summary>
    /// The files of the node. Nothing here throws: native errors of the device are plain exceptions without a code, so every
    /// caller would have to treat them alike anyway.
    /// </summary>
    public interface IFlash
    {
        /// <summary>Length of a file in bytes, or -1 where there is none or it cannot be read.</summary>
        int Length(string name);

        /// <summary>Reads from <paramref name="offset"/> into the start of <paramref name="buffer"/>.</summary>
        /// <returns>Bytes read; 0 at the end of the file or on any error.</returns>
        int Read(string name, int offset, byte[] buffer, int count);

        /// <summary>Replaces a file by the first <paramref name="count"/> bytes of <paramref name="data"/>.</summary>
        /// <returns>False where the flash is full or broken; the file may then be empty, cut or as before.</returns>
        bool Write(string name, byte[] data, int count);

        /// <summary>Adds to the end of a file, which is made where it does not exist.</summary>
        /// <returns>False where the flash is full or broken; the file may then end in a part of the data.</returns>
        bool Append(string name, byte[] data, int count);

        /// <summary>Removes a file; a missing one is no error.</summary>
        void Delete(string name);
    }
}
