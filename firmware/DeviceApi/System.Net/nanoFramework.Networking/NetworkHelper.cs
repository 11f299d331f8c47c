using System;
using System.Threading;

namespace nanoFramework.Networking
{
    public static class NetworkHelper
    {
        public static ManualResetEvent NetworkReady => throw null;

        public static NetworkHelperStatus Status => throw null;

        public static Exception HelperException => throw null;

        public static void SetupNetworkHelper(bool requiresDateTime = false) => throw null;

        public static void SetupNetworkHelper(IPConfiguration ipConfiguration, bool requiresDateTime = false) => throw null;

        public static bool SetupAndConnectNetwork(CancellationToken token = default, bool requiresDateTime = false) => throw null;

        public static bool SetupAndConnectNetwork(IPConfiguration ipConfiguration, CancellationToken token = default, bool requiresDateTime = false) => throw null;

        public static void Reset() => throw null;
    }
}
