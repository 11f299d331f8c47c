using System.Collections;

namespace nanoFramework.TestFramework;

/// <summary>Assertions on collections, as on the device.</summary>
public static class CollectionAssert
{
    public static void Empty(ICollection collection, string message = "") =>
        Assert.Require(collection.Count == 0, $"has {collection.Count} elements", message);

    public static void NotEmpty(ICollection collection, string message = "") => Assert.Require(collection.Count > 0, "has no elements", message);

    public static void AreEqual(ICollection expected, ICollection actual, string message = "") =>
        Assert.Require(SameElements(expected, actual), $"is {Text(actual)}, not {Text(expected)}", message);

    public static void AreNotEqual(ICollection notExpected, ICollection actual, string message = "") =>
        Assert.Require(!SameElements(notExpected, actual), $"is {Text(actual)}", message);

    private static bool SameElements(ICollection a, ICollection b) => a.Cast<object?>().SequenceEqual(b.Cast<object?>());

    private static string Text(ICollection collection) => $"[{string.Join(", ", collection.Cast<object?>())}]";
}
