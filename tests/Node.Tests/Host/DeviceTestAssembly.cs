namespace Jena.SensorNode.Node.Tests.Host;

/// <summary>NFUnitTest.dll, as compiled for the device.</summary>
public sealed class DeviceTestAssembly : IDisposable
{
    private static readonly Dictionary<string, DeviceTestClass> classes = HostedAssembly
        .Load(Path.Combine(AppContext.BaseDirectory, "device", "NFUnitTest.dll")).GetTypes()
        .Where(type => type.IsDefined(typeof(nanoFramework.TestFramework.TestClassAttribute), false))
        .ToDictionary(type => type.FullName!, type => new DeviceTestClass(type));

    internal static IEnumerable<(string Class, string Method, int Row)> Cases =>
        classes.SelectMany(pair => pair.Value.Cases.Select(test => (pair.Key, test.Method, test.Row)));

    internal static void Run(string testClass, string method, int row) => classes[testClass].Run(method, row);

    /// <summary>Runs the cleanup of every class that was used.</summary>
    public void Dispose()
    {
        foreach (var testClass in classes.Values)
        {
            testClass.CleanUp();
        }
    }
}
