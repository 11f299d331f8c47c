using System.Reflection;
using nanoFramework.TestFramework;

namespace Jena.SensorNode.Node.Tests.Host;

/// <summary>A test class of the device, run the way the device's launcher does: setup once, static methods, cleanup once.</summary>
internal sealed class DeviceTestClass(Type type)
{
    private readonly Lazy<bool> _setUp = new(() =>
    {
        InvokeAll<SetupAttribute>(type);
        return true;
    });

    /// <summary>Each test with its arguments' place: a test without rows is one case, else every row is one.</summary>
    public IEnumerable<(string Method, int Row)> Cases =>
        type.GetMethods().Where(Has<TestMethodAttribute>).SelectMany(method => Enumerable.Range(0, Math.Max(1, Rows(method).Length)).Select(row => (method.Name, row)));

    /// <summary>Runs one case; a failed assertion comes out as the exception it is.</summary>
    public void Run(string method, int row)
    {
        _ = _setUp.Value;
        var test = type.GetMethod(method)!;
        var rows = Rows(test);
        Invoke(test, rows.Length == 0 ? null : rows[row].MethodParameters);
    }

    public void CleanUp()
    {
        if (_setUp.IsValueCreated)
        {
            InvokeAll<CleanupAttribute>(type);
        }
    }

    private static void InvokeAll<TAttribute>(Type type)
        where TAttribute : Attribute
    {
        foreach (var method in type.GetMethods().Where(Has<TAttribute>))
        {
            Invoke(method, null);
        }
    }

    /// <summary>The launcher makes no instance, so an instance method must do without its fields.</summary>
    private static void Invoke(MethodInfo method, object?[]? arguments)
    {
        var target = method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!);
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static DataRowAttribute[] Rows(MethodInfo method) => [.. method.GetCustomAttributes<DataRowAttribute>()];

    private static bool Has<TAttribute>(MethodInfo method)
        where TAttribute : Attribute => method.IsDefined(typeof(TAttribute), false);
}
