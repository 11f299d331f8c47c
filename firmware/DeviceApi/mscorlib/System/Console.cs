namespace System
{
    public static class Console
    {
        public static void Write(string value) => throw null;

        public static void WriteLine() => throw null;

        public static void WriteLine(string value) => throw null;
    }
}
