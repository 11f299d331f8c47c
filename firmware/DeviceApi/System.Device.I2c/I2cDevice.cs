namespace System.Device.I2c
{
    public class I2cDevice : IDisposable
    {
        public I2cDevice(I2cConnectionSettings settings) => throw null;

        ~I2cDevice() => throw null;

        public I2cConnectionSettings ConnectionSettings => throw null;

        public byte ReadByte() => throw null;

        public I2cTransferResult Read(SpanByte buffer) => throw null;

        public I2cTransferResult WriteByte(byte value) => throw null;

        public I2cTransferResult Write(SpanByte buffer) => throw null;

        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => throw null;

        public static I2cDevice Create(I2cConnectionSettings settings) => throw null;

        public void Dispose() => throw null;
    }
}
