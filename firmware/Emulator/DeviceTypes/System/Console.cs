using Jena.SensorNode.Emulator;

namespace System
{
    /// <summary>The debug channel: text only, no formats.</summary>
    public static class Console
    {
        public static void Write(string value) => WriteLine(value);

        public static void WriteLine() => WriteLine("");

        public static void WriteLine(string value)
        {
            DeviceRun.Current.Call();
            DeviceRun.Current.Log(value);
        }
    }
}

namespace System.Diagnostics
{
    /// <summary>The debug channel; calls exist in debug builds only.</summary>
    public static class Debug
    {
        [Conditional("DEBUG")]
        public static void Write(string message) => Console.WriteLine(message);

        [Conditional("DEBUG")]
        public static void WriteLine() => Console.WriteLine();

        [Conditional("DEBUG")]
        public static void WriteLine(string message) => Console.WriteLine(message);

        [Conditional("DEBUG")]
        public static void Assert(bool condition) => Assert(condition, "");

        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message)
        {
            if (!condition)
            {
                throw new Exception("Assertion failed: " + message);
            }
        }

        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message, string detailedMessage) => Assert(condition, message);
    }
}
