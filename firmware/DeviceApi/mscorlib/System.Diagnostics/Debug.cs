namespace System.Diagnostics
{
    public static class Debug
    {
        [Conditional("DEBUG")]
        public static void Assert(bool condition) => throw null;

        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message) => throw null;

        [Conditional("DEBUG")]
        public static void Assert(bool condition, string message, string detailedMessage) => throw null;

        [Conditional("DEBUG")]
        public static void Write(string message) => throw null;

        [Conditional("DEBUG")]
        public static void WriteLine() => throw null;

        [Conditional("DEBUG")]
        public static void WriteLine(string message) => throw null;
    }
}
