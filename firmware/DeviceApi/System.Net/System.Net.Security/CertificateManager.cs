using System.Security.Cryptography.X509Certificates;

namespace System.Net.Security
{
    public static class CertificateManager
    {
        public static bool AddCaCertificateBundle(X509Certificate[] ca) => throw null;

        public static bool AddCaCertificateBundle(string ca) => throw null;

        public static bool AddCaCertificateBundle(byte[] ca) => throw null;
    }
}
