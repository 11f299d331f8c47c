using Jena.SensorNode.DeviceCode.Tests.Checking.Rules;
using Mono.Cecil;

namespace Jena.SensorNode.DeviceCode.Tests.Snippets;

public sealed class DeviceCodeCheckerTests
{
    public static TheoryData<string, string, string> Refused => [.. RefusedCode.All];

    public static TheoryData<string> Accepted => [.. AcceptedCode.All];

    [Theory]
    [MemberData(nameof(Refused))]
    public void Refuses_by_rule_and_member(string rule, string member, string code)
    {
        var findings = Snippet.Check(code);

        Assert.Contains(findings, finding => finding.Rule == rule && finding.Member.Contains(member, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Accepts_what_the_device_runs(string code) => Assert.Empty(Snippet.Check(code));

    [Fact]
    public void Refuses_generic_delegates_of_the_device_itself()
    {
        var findings = Snippet.Check(
            "class C { static void M(Action<int> a) { a(1); } }",
            ("Generic.Delegates", "namespace System { public delegate void Action<T>(T value); }"));

        Assert.Contains(findings, finding => finding is { Rule: "no generics", Member: "System.Void C::M(System.Action`1<System.Int32>)" });
    }

    [Fact]
    public void Refuses_drivers_of_the_binding_library()
    {
        var findings = Snippet.Check(
            "class C { static void M() { new Iot.Device.Sht4x.Sht4X(); } }",
            ("Iot.Device.Sht4x", "namespace Iot.Device.Sht4x { public class Sht4X { } }"));

        Assert.Contains(findings, finding => finding.Rule == "only members of the device" && finding.Reason.StartsWith("Iot.Device.Sht4x drops", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Rule == "only members of the device" && finding.Member.Contains("C::M", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_a_member_the_device_lacks()
    {
        var findings = Snippet.Check(
            "class C { static double M() { return Math.Round(1.26, 1); } }",
            ("System.Math", "namespace System { public static class Math { public static double Round(double value, int digits) => throw null!; } }"));

        var finding = Assert.Single(findings);
        Assert.Equal("System.Double C::M()", finding.Member);
        Assert.Contains("System.Math::Round(System.Double,System.Int32) does not exist", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_member_rule_and_way_out()
    {
        var finding = Assert.Single(Snippet.Check("class C { static int M(int a) { return checked(a + 1); } }"));

        Assert.Equal(
            "System.Int32 C::M(System.Int32): no unsupported instructions: add.ovf: the runtime ignores checked arithmetic and keeps the low bits; compare with the range first",
            finding.ToString());
    }

    [Fact]
    public void Refuses_what_yield_and_await_are_turned_into()
    {
        // The device's signatures have no generic enumerator and no task, so the compiler makes none of these for them.
        var machine = new TypeDefinition("", "<Readings>d__4", TypeAttributes.NestedPrivate);

        Assert.NotEmpty(new StateMachineRule().CheckType(machine));
        Assert.Empty(new StateMachineRule().CheckType(new TypeDefinition("", "<>c__DisplayClass4_0", TypeAttributes.NestedPrivate)));
    }
}
