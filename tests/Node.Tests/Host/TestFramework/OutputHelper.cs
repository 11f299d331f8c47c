namespace nanoFramework.TestFramework;

/// <summary>Output of a test, shown by the runner.</summary>
public static class OutputHelper
{
    public static void Write(string message) => Console.Write(message);

    public static void WriteLine(string message) => Console.WriteLine(message);
}
