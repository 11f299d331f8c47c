namespace Jena.SensorNode.DeviceCode.Tests.Snippets;

/// <summary>What everyday C# and .NET offer and the device does not: the signatures alone must keep it from compiling.</summary>
public sealed class MissingFromDeviceTests
{
    [Theory]
    [InlineData("class C { System.Collections.Generic.List<int>? f; }")]
    [InlineData("class C { Action<int>? f; }")]
    [InlineData("class C { Func<int>? f; }")]
    [InlineData("class C { int? f; }")]
    [InlineData("class C { static int? M(string? s) { return s?.Length; } }")]
    [InlineData("class C { (int, int) M() { return (1, 2); } }")]
    [InlineData("class C { static void M(int a, int b) { (a, b) = (b, a); } }")]
    [InlineData("class C { static void M(Span<byte> s) { } }")]
    [InlineData("class C { IEnumerable M() { yield return 1; } }")]
    [InlineData("class C { static async void M() { await System.Threading.Tasks.Task.Delay(1); } }")]
    [InlineData("class C { static decimal M() { return 1m + 1m; } }")]
    [InlineData("record R(int A);")]
    [InlineData("class C { static int M(int[] a) { return a[^1]; } }")]
    [InlineData("class C { static int[] M(int[] a) { return a[1..2]; } }")]
    [InlineData("class C { static object M() { return new { A = 1 }; } }")]
    [InlineData("class C { volatile int f; }")]
    [InlineData("class C { static string M(string s) { return s.Replace(\"a\", \"b\"); } }")]
    [InlineData("class C { static string M(string[] s) { return string.Join(\",\", s); } }")]
    [InlineData("class C { static string M(byte[] b) { return Encoding.UTF8.GetString(b); } }")]
    [InlineData("class C { static byte[] M(string s) { return Encoding.ASCII.GetBytes(s); } }")]
    [InlineData("class C { static void M(int[] a) { Array.Sort(a); } }")]
    [InlineData("class C { static int[] M() { return Array.Empty<int>(); } }")]
    [InlineData("class C { static void M(byte[] a) { Buffer.BlockCopy(a, 0, a, 1, 1); } }")]
    [InlineData("class C { static double M(double d) { return Math.Round(d, 1); } }")]
    [InlineData("class C { static bool M(WaitHandle w) { return w.WaitOne(5); } }")]
    [InlineData("class C { static DateTime M() { return DateTime.Now; } }")]
    [InlineData("class C { static void M() { Console.WriteLine(1); } }")]
    [InlineData("class C { static void M() { try { } catch (OverflowException) { } } }")]
    [InlineData("class C { static void M() { new Thread(o => { }).Start(1); } }")]
    [InlineData("class C { static TimeSpan M() { return TimeSpan.FromSeconds(0.5); } }")]
    public void Does_not_compile(string code) => Assert.NotEmpty(Snippet.Errors(code));

    [Fact]
    public void Unset_values_of_the_device_must_be_assigned() =>
        Assert.Equal(["CS0165"], Snippet.Errors("class C { static long M() { DateTime t; return t.Ticks; } }"));
}
