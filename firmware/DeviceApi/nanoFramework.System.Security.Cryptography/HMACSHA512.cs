namespace System.Security.Cryptography
{
    public class HMACSHA512 : IDisposable
    {
        public HMACSHA512() => throw null;

        public HMACSHA512(byte[] key) => throw null;

        public byte[] Hash => throw null;

        public byte[] Key { get => throw null; set => throw null; }

        public byte[] ComputeHash(byte[] buffer) => throw null;

        public static byte[] HashData(byte[] key, byte[] source) => throw null;

        public void Dispose() => throw null;

        protected void Dispose(bool disposing) => throw null;
    }
}
