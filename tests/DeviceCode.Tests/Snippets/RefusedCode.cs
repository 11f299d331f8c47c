namespace Jena.SensorNode.DeviceCode.Tests.Snippets;

/// <summary>Code that compiles for the device and must not reach it: the rule it breaks, the member to blame, the code.</summary>
internal static class RefusedCode
{
    public static IEnumerable<(string Rule, string Member, string Code)> All => [.. Language, .. Texts, .. Statics, .. Calls, .. Runtime];

    private static IEnumerable<(string Rule, string Member, string Code)> Language =>
    [
        ("no generics", "Box`1", "class Box<T> { }"),
        ("no generics", "C::First", "class C { static T First<T>(T[] all) { return all[0]; } }"),
        ("no generics", "Change`1", "delegate void Change<T>(T value);"),
        ("no generics", "C::f", "class Box<T> { } class C { Box<int>? f; }"),
        ("no generics", "C::M", "class C { static T First<T>(T[] all) { return all[0]; } static int M(int[] a) { return First(a); } }"),
        ("no multi-dimensional arrays", "C::f", "class C { int[,]? f; }"),
        ("no multi-dimensional arrays", "C::M", "class C { static int M() { var a = new int[2, 3]; return a[1, 2]; } }"),
        ("no multi-dimensional arrays", "C::N", "class C { static void N(byte[][,] a) { } }"),
        ("no unsafe code", "C::M", "class C { static unsafe int M(int* a) { return a[1]; } }"),
        ("no unsafe code", "C::M", "class C { static unsafe int M(byte[] a) { fixed (byte* p = a) { return p[1]; } } }"),
        ("no unsafe code", "C::M", "class C { static extern int M(int a); }"),
        ("no unsafe code", "C::f", "unsafe struct C { fixed byte f[4]; } namespace System.Runtime.CompilerServices { class FixedBufferAttribute : Attribute { public FixedBufferAttribute(Type t, int n) { } } class UnsafeValueTypeAttribute : Attribute { } }"),
        ("no unsafe code", "C::p", "unsafe class C { delegate*<int, int> p; }"),
        ("no unsafe code", "Overlay", "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] struct Overlay { }"),
        ("no unsupported instructions", "C::M", "class C { static unsafe void M() { byte* a = stackalloc byte[4]; a[0] = 1; } }"),
        ("no unsupported instructions", "C::M", "class C { static unsafe int M(delegate*<int, int> f) { return f(1); } }"),
        ("no unsupported instructions", "C::M", "class C { static int M(int a, int b) { return checked(a + b); } }"),
        ("no unsupported instructions", "C::M", "class C { static uint M(uint a, uint b) { return checked(a * b); } }"),
        ("no unsupported instructions", "C::M", "class C { static int M(int a, int b) { checked { return a - b; } } }"),
        ("no unsupported instructions", "C::M", "class C { static byte M(int a) { return checked((byte)a); } }"),
        ("no unsupported instructions", "C::M", "class C { static byte[] M(long a) { return new byte[a]; } }"),
        ("no unsupported instructions", "C::M", "struct S { public int A; public byte B; } class C { static unsafe int M() { return sizeof(S); } }"),
        ("no bodies in interfaces", "I::M", "interface I { int M() { return 1; } } namespace System.Runtime.CompilerServices { static class RuntimeFeature { public const string DefaultImplementationsOfInterfaces = \"\"; } }"),
        ("no attributes at run time", "MineAttribute", "class MineAttribute : Attribute { }"),
        ("no attributes at run time", "C::M", "class C { static int M() { return typeof(C).GetCustomAttributes(true).Length; } }"),
        ("no attributes at run time", "C::M", "class C { [nanoFramework.TestFramework.DataRow(1, DayOfWeek.Monday)] public void M(int a, DayOfWeek d) { } }"),
        ("no replacing of files by moving", "C::M", "class C { static void M() { System.IO.File.Move(\"I:\\\\a.new\", \"I:\\\\a\"); } }"),
    ];

    private static IEnumerable<(string Rule, string Member, string Code)> Texts =>
    [
        ("no text from enumerations", "C::M", "enum E { A } class C { static string M(E e) { return e.ToString(); } }"),
        ("no text from enumerations", "C::M", "enum E { A } class C { static string M(E e) { return $\"fault {e}\"; } }"),
        ("no text from enumerations", "C::M", "enum E { A } class C { static string M(E e) { return \"fault \" + e; } }"),
        ("no text from enumerations", "C::M", "enum E { A } class C { static string M(E e) { return string.Format(\"{0}\", e); } }"),
        ("no text from enumerations", "C::M", "class C { static string M(DayOfWeek e) { return new StringBuilder().Append((object)e).ToString(); } }"),
        ("no text the device writes differently", "C::M", "class C { static string M(double v) { return v.ToString(); } }"),
        ("no text the device writes differently", "C::M", "class C { static string M(float v) { return v.ToString(\"F1\"); } }"),
        ("no text the device writes differently", "C::M", "class C { static string M(double v) { return $\"{v} V\"; } }"),
        ("no text the device writes differently", "C::M", "class C { static string M(double v) { return \"U=\" + v; } }"),
        ("no text the device writes differently", "C::M", "class C { static void M(StringBuilder b, float v) { b.Append(v); } }"),
        ("no text the device writes differently", "C::M", "class C { static string M(int v) { return v.ToString(\"0.00\"); } }"),
        ("no text the device writes differently", "C::M", "class C { static string M(int v) { return v.ToString(\"P\"); } }"),
        ("no text the device writes differently", "C::M", "class C { static string M(int v) { return $\"{v:000}\"; } }"),
        ("no text the device writes differently", "C::M", "class C { static string M(int v) { return string.Format(\"{0,4:#}\", v); } }"),
    ];

    private static IEnumerable<(string Rule, string Member, string Code)> Statics =>
    [
        ("no changing statics", "C::Count", "static class C { static int Count; static void M() { Count = 1; } }"),
        ("no changing statics", "C::Gate", "static class C { static readonly object Gate = new object(); }"),
        ("no changing statics", "C::List", "static class C { static readonly ArrayList List = new ArrayList(); }"),
        ("no changing statics", "C::Table", "static class C { public static readonly byte[] Table = { 1, 2 }; }"),
        ("no changing statics", "C::Table", "static class C { static readonly byte[][] Table = { new byte[] { 1 } }; }"),
        ("no changing statics", "C::M", "static class C { static readonly byte[] Table = { 1, 2 }; static void M() { Table[0] = 3; } }"),
        ("no changing statics", "C::M", "static class C { static readonly byte[] Table = { 1, 2 }; static byte[] M() { return Table; } }"),
        ("no changing statics", "C::M", "static class C { static readonly byte[] Table = { 1, 2 }; static void M() { Table[1]++; } }"),
        ("no changing statics", "C::Value", "sealed class Part { public int A; } static class C { static readonly Part Value = new Part(); }"),
        ("no changing statics", "C::Value", "class Part { readonly int _a = 1; } static class C { static readonly Part Value = new Part(); }"),
        ("no changing statics", "C::Changed", "static class C { static event Action? Changed; static void M() { Changed?.Invoke(); } }"),
        ("no changing statics", "C::<Count>k__BackingField", "static class C { static int Count { get; set; } }"),
    ];

    private static IEnumerable<(string Rule, string Member, string Code)> Calls =>
    [
        ("no Math on widened integers", "C::M", "class C { static long M(long a) { return (long)Math.Abs(a); } }"),
        ("no Math on widened integers", "C::M", "class C { static uint M(uint a, uint b) { return (uint)Math.Max(a, b); } }"),
        ("no Math on widened integers", "C::M", "class C { static long M(long a, long b) { return (long)Math.Min(a - 1, b); } }"),
        ("no output through Debug", "C::M", "class C { static void M() { System.Diagnostics.Debug.WriteLine(\"a\"); } }"),
        ("no wait without a limit", "C::M", "class C { static void M(WaitHandle w) { w.WaitOne(); } }"),
        ("no wait without a limit", "C::M", "class C { static void M(WaitHandle w) { w.WaitOne(Timeout.Infinite, false); } }"),
        ("no wait without a limit", "C::M", "class C { static void M(WaitHandle[] w) { WaitHandle.WaitAny(w); } }"),
        ("no wait without a limit", "C::M", "class C { static void M(Thread t) { t.Join(); } }"),
        ("no wait without a limit", "C::M", "class C { static void M() { Thread.Sleep(Timeout.Infinite); } }"),
    ];

    private static IEnumerable<(string Rule, string Member, string Code)> Runtime =>
    [
        ("no signed use of unsigned values", "C::M", "class C { static int M(uint u) { return (int)u >> 3; } }"),
        ("no signed use of unsigned values", "C::M", "class C { static int M(uint u) { return (int)u % 7; } }"),
        ("no signed use of unsigned values", "C::M", "class C { static long M(uint u) { return (int)u; } }"),
        ("no signed use of unsigned values", "C::M", "class C { static double M(uint u) { return (int)u; } }"),
        ("no signed use of unsigned values", "C::M", "class C { static int M(uint u) { return (int)u; } }"),
        ("no signed use of unsigned values", "C::M", "class C { static void M(uint u) { N((int)u); } static void N(int i) { } }"),
        ("no signed use of unsigned values", "C::M", "class C { static long M(uint a, uint b) { return (int)(a - b) + 10L; } }"),
        ("no signed use of unsigned values", "C::M", "class C { ulong _v; long M() { return (long)(_v ^ 3ul) >> 4; } }"),
        ("no signed use of unsigned values", "C::M", "class C { static long M(uint[] u, bool b) { return b ? 5L * (int)u[0] : 1; } }"),
        ("no unset strings in arrays", "C::M", "class C { static string[] M() { return new string[3]; } }"),
        ("no unset strings in arrays", "C::M", "class C { static string[] M(int n) { var a = new string[n]; a[0] = \"x\"; return a; } }"),
        ("no key handed to HMACSHA256", "C::M", "class C { static byte[] M(byte[] key, byte[] m) { using var h = new System.Security.Cryptography.HMACSHA256(key); return h.ComputeHash(m); } }"),
    ];
}
