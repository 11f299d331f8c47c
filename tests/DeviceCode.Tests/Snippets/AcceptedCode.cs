namespace Jena.SensorNode.DeviceCode.Tests.Snippets;

/// <summary>Code that runs on the device just as on .NET, close to what the rules refuse.</summary>
internal static class AcceptedCode
{
    public static IEnumerable<string> All =>
    [
        "class C { static int M(int[] a) { int sum = 0; foreach (int v in a) { sum += v; } return sum; } }",
        "class C { static string M(object o) => o switch { int i when i > 3 => \"many\", string s => s, _ => \"other\" }; }",
        "class C { static int M(string s) { switch (s) { case \"a\": return 1; case \"b\": return 2; case \"c\": return 3; case \"d\": return 4; case \"e\": return 5; case \"f\": return 6; case \"g\": return 7; default: return 0; } } }",
        "class C { static void M(Exception? e) { try { throw new InvalidOperationException(); } catch (Exception x) when (x.Message != null) { throw; } finally { M(e); } } }",
        "delegate int Reader(int channel); class C { static int M(Reader r) { return r(1); } static int N(int k) { return M(c => c + k) + M(c => c); } }",
        "static class C { const int A = 1; static readonly byte[] Table = { 1, 2, 3, 4, 5, 6 }; static int M(int i) { return Table[i] + Table.Length; } static int N(byte[] b) { return b[0]; } static int O() { return N(Table); } static int P() { int s = 0; foreach (byte b in Table) { s += b; } return s; } }",
        "sealed class Point { public readonly int X; public readonly string Name; public Point(int x, string name) { X = x; Name = name; } } static class C { static readonly Point Zero = new Point(0, \"zero\"); static int M() { return Zero.X; } }",
        "static class C { static readonly TimeSpan Limit = TimeSpan.FromSeconds(5); static readonly string Name = \"n\"; static readonly DayOfWeek Day = DayOfWeek.Monday; static string M() { return Name + (int)Day + Limit.Ticks; } }",
        "enum E : byte { A, B } class C { static bool M(E e) { var h = new Hashtable(); h[e] = 1; return e == E.B && h.Contains(E.B); } static string N(E e) { return ((int)e).ToString(); } }",
        "[Flags] enum E { A = 1, B = 2 } class C { static bool M(E e) { return e.HasFlag(E.B); } }",
        "class C { static string M(int v, DateTime t) { return $\"{v:D8} {v:x2} {v} {t:u}\" + v.ToString(\"X4\") + t.ToString(\"o\"); } }",
        "class C { static double M(int a, double b, float c) { return Math.Abs(a) + Math.Max(b, 2.0) + Math.Sqrt(a) + Math.Min(c, c * 2f) + Math.Abs(-c); } }",
        "class C { static bool M(WaitHandle w, Thread t) { Thread.Sleep(10); return w.WaitOne(1000, false) && t.Join(1000) && WaitHandle.WaitAny(new[] { w }, 500, false) == 0; } }",
        "class C { static int M(SpanByte s) { SpanByte part = s.Slice(1, 2); part[0] = 3; return part.Length; } static int N() { return M(new byte[4]); } }",
        "interface I { int M(); static int Two() { return 2; } } sealed class C : I { public int M() { return I.Two(); } }",
        "struct S { public int A; public S(int a) { A = a; } public override string ToString() { return \"s\"; } } class C { static string M() { var s = new S(3); return s.ToString() + s.A; } }",
        "class C { private readonly object _gate = new object(); private int _n; int M() { lock (_gate) { return Interlocked.Increment(ref _n); } } }",
        "class C { static unchecked_t M(unchecked_t a) { return a; } } struct unchecked_t { } class D { static byte M(int a) { return unchecked((byte)a); } static byte[] N(int a) { return new byte[a]; } }",
        "class C { event EventHandler? Changed; void M() { Changed?.Invoke(this, EventArgs.Empty); } int P { get; init; } static int N(out int a, ref int b, in int c) { a = b + c; return a; } }",
        "class C { static int[][] M() { return new[] { new[] { 1, 2 }, new[] { 3 } }; } static int N() { using var m = new System.IO.MemoryStream(); m.WriteByte(1); return (int)m.Length; } }",
        "class C { int _i; static long M(uint u) { return (int)(long)u; } static int N(uint u) { return (int)(u >> 8) % 7; } static int O(uint u) { return (int)(u & 0x7FFFFFFF); } static int P(uint u) { return (int)(u % 60) >> 1; } }",
        "class C { int _i; int M(uint u) { _i = (int)u; return _i >> 3; } static long N(uint u) { return u; } static double O(uint u) { return u; } static bool P(uint a, uint b) { return (int)(a - b) < 0; } static int Q(byte b, ushort s) { return b << 8 | s; } static uint R(uint u) { return u % 7 + (u >> 2); } }",
        "class C { static string[] M(string a) { return new[] { a, \"b\" }; } static string[] N(string a) { return a.Split(','); } }",
        "class C { [nanoFramework.TestFramework.DataRow(1, (int)DayOfWeek.Monday, \"a\", true, 3L)] public void M(int a, int d, string s, bool b, long l) { } static void N() { System.IO.File.Delete(\"I:\\\\a\"); } }",
        "class C { static byte[] M(byte[] key, byte[] m) { return System.Security.Cryptography.HMACSHA256.HashData(key, m); } }",
    ];
}
