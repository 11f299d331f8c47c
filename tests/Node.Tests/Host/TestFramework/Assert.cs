using System.Diagnostics.CodeAnalysis;
using TestFrameworkShared;

namespace nanoFramework.TestFramework;

/// <summary>The assertions of the device's test framework, with its signatures and its meaning, for tests that run on .NET.</summary>
public static partial class Assert
{
    public static void IsTrue(bool condition, string message = "") => Require(condition, "is false", message);

    public static void IsFalse(bool condition, string message = "") => Require(!condition, "is true", message);

    public static void IsNull(object? value, string message = "") => Require(value is null, $"is {value}, not null", message);

    public static void IsNotNull(object? value, string message = "") => Require(value is not null, "is null", message);

    public static void AreSame(object? expected, object? actual, string message = "") =>
        Require(ReferenceEquals(expected, actual), "is another object", message);

    public static void AreNotSame(object? notExpected, object? actual, string message = "") =>
        Require(!ReferenceEquals(notExpected, actual), "is the same object", message);

    public static void IsInstanceOfType(object? value, Type expected, string message = "") =>
        Require(expected.IsInstanceOfType(value), $"is no {expected}", message);

    public static void IsNotInstanceOfType(object? value, Type notExpected, string message = "") =>
        Require(!notExpected.IsInstanceOfType(value), $"is a {notExpected}", message);

    public static void Contains(string expected, string value, string message = "") =>
        Require(value.Contains(expected, StringComparison.Ordinal), $"'{value}' lacks '{expected}'", message);

    public static void DoesNotContains(string notExpected, string value, string message = "") =>
        Require(!value.Contains(notExpected, StringComparison.Ordinal), $"'{value}' contains '{notExpected}'", message);

    public static void StartsWith(string expected, string value, string message = "") =>
        Require(value.StartsWith(expected, StringComparison.Ordinal), $"'{value}' does not start with '{expected}'", message);

    public static void EndsWith(string expected, string value, string message = "") =>
        Require(value.EndsWith(expected, StringComparison.Ordinal), $"'{value}' does not end with '{expected}'", message);

    [DoesNotReturn]
    public static void SkipTest(string? message = null) => throw new SkipTestException(message ?? "");

    public static void ThrowsException(Type exception, Action action, string message = "") => Throws(exception, action, message);

    public static void Throws(Type exceptionType, Action action, string message = "")
    {
        try
        {
            action();
        }
        catch (Exception e) when (e.GetType() == exceptionType)
        {
            return;
        }

        throw new AssertFailedException($"No {exceptionType} was thrown. {message}");
    }

    internal static void Require(bool condition, string reason, string message)
    {
        if (!condition)
        {
            throw new AssertFailedException($"The value {reason}. {message}");
        }
    }
}
