using Jena.SensorNode.Node.Tests.Host;
using nanoFramework.TestFramework;
using TestFrameworkShared;
using Assert = Xunit.Assert;
using DeviceAssert = nanoFramework.TestFramework.Assert;
using DeviceCollectionAssert = nanoFramework.TestFramework.CollectionAssert;

namespace Jena.SensorNode.Node.Tests;

/// <summary>The stand-in for the device's test framework must fail where the device's fails.</summary>
public sealed class HostTests
{
    public static TheoryData<string, Action> Failures => new()
    {
        { "unequal numbers", () => DeviceAssert.AreEqual(1, 2) },
        { "unequal texts", () => DeviceAssert.AreEqual("a", "b") },
        { "equal numbers", () => DeviceAssert.AreNotEqual(7u, 7u) },
        { "fractions that differ in the last digit", () => DeviceAssert.AreEqual(0.3, 0.1 + 0.2) },
        { "a false condition", () => DeviceAssert.IsTrue(false) },
        { "a true condition", () => DeviceAssert.IsFalse(true) },
        { "something instead of nothing", () => DeviceAssert.IsNull("") },
        { "nothing instead of something", () => DeviceAssert.IsNotNull(null) },
        { "another object", () => DeviceAssert.AreSame(new object(), new object()) },
        { "the wrong type", () => DeviceAssert.IsInstanceOfType("", typeof(int)) },
        { "a missing part of a text", () => DeviceAssert.Contains("c", "ab") },
        { "no exception", () => DeviceAssert.Throws(typeof(FormatException), () => { }) },
        { "arrays of different length", () => DeviceCollectionAssert.AreEqual(new[] { 1 }, new[] { 1, 2 }) },
        { "arrays of different content", () => DeviceCollectionAssert.AreEqual(new byte[] { 1 }, new byte[] { 2 }) },
        { "an array that is not empty", () => DeviceCollectionAssert.Empty(new byte[1]) },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void An_assertion_fails_on(string what, Action assertion)
    {
        Assert.NotEmpty(what);
        Assert.Throws<AssertFailedException>(assertion);
    }

    [Fact]
    public void Each_row_of_a_device_test_is_a_case() =>
        Assert.Equal(5, DeviceTests.Cases.Count(test => test.Data.Item2 == "Folds_the_sign_into_the_lowest_bit"));

    [Fact]
    public void A_failing_device_test_fails_here_too() =>
        Assert.Throws<AssertFailedException>(() => new DeviceTestClass(typeof(Sample)).Run(nameof(Sample.Fails), 0));

    [Fact]
    public void Setup_runs_before_a_test_and_cleanup_only_after_one()
    {
        var testClass = new DeviceTestClass(typeof(Sample));
        Sample.Log.Clear();

        testClass.CleanUp();
        testClass.Run(nameof(Sample.Takes), 0);
        testClass.Run(nameof(Sample.Takes), 1);
        testClass.CleanUp();

        Assert.Equal(["setup", "1", "2", "cleanup"], Sample.Log);
    }

    /// <summary>Stands for a class of the device's tests.</summary>
    private static class Sample
    {
        internal static List<string> Log { get; } = [];

        [Setup]
        public static void SetUp() => Log.Add("setup");

        [TestMethod]
        public static void Fails() => DeviceAssert.IsTrue(false);

        [TestMethod]
        [DataRow(1)]
        [DataRow(2)]
        public static void Takes(int number) => Log.Add(number.ToString());

        [Cleanup]
        public static void CleanUp() => Log.Add("cleanup");
    }
}
