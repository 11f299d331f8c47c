namespace System.Net
{
    public class IPHostEntry
    {
        public IPHostEntry() => throw null;

        public string HostName => throw null;

        public IPAddress[] AddressList => throw null;
    }
}
