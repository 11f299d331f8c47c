using System.Net;
using System.Net.Sockets;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Commands.Doctor;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class DoctorTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Cli _cli = new();
    private readonly TakenPort _port = new();

    public void Dispose()
    {
        _cli.Dispose();
        _port.Dispose();
    }

    [Fact]
    public async Task Every_finding_that_is_not_good_says_what_to_do()
    {
        await _cli.JsonAsync("node", "add");
        _cli.Settings["Gateway:Broker:Port"] = $"{_port.Number}";

        var findings = await _cli.JsonAsync("doctor");

        var names = findings.EnumerateArray().Select(finding => finding.GetProperty("check").GetString()).ToList();
        Assert.Contains("Datenbank / database", names);
        Assert.Contains("Schlüsseldatei / key file", names);
        Assert.Contains("Broker", names);
        Assert.All(findings.EnumerateArray(), finding => Assert.Equal(
            finding.GetProperty("severity").GetString() == "good",
            finding.GetProperty("advice").GetString()!.Length == 0));
    }

    [Fact]
    public async Task Listening_port_is_good_and_a_sink_that_is_down_is_a_problem()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var open = ((IPEndPoint)listener.LocalEndpoint).Port;

        var broker = await ReachCheck.ListenerAsync("Broker", "127.0.0.1", open, TestContext.Current.CancellationToken);
        var sink = await ReachCheck.RemoteAsync("Senke", "127.0.0.1", _port.Number, useTls: false, "", Now, TestContext.Current.CancellationToken);

        Assert.Equal(Severity.Good, broker.Severity);
        Assert.Equal(Severity.Problem, sink.Severity);
    }

    [Fact]
    public async Task Key_file_that_others_can_read_is_a_problem()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits");
            return;
        }

        await _cli.JsonAsync("node", "add");
        File.SetUnixFileMode(Path.Combine(_cli.Data, "node-keys.secret"), UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("doctor"));

        Assert.Contains("chmod 600", _cli.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_data_directory_is_told_and_not_made()
    {
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("doctor"));

        Assert.Contains("Gateway:DataDirectory", _cli.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_cli.Data));
    }

    [Theory]
    [InlineData(10, Severity.Problem)]
    [InlineData(200, Severity.Warning)]
    [InlineData(5000, Severity.Good)]
    public void Room_on_the_disk_is_judged(long megabytes, object severity) =>
        Assert.Equal(severity, DiskCheck.Room(megabytes * 1024 * 1024).Severity);

    [Theory]
    [InlineData(2019, true, Severity.Problem)]
    [InlineData(2026, false, Severity.Warning)]
    [InlineData(2026, true, Severity.Good)]
    public void Clock_is_judged(int year, bool isSynchronized, object severity) =>
        Assert.Equal(severity, ClockCheck.Judge(new DateTimeOffset(year, 6, 1, 0, 0, 0, TimeSpan.Zero), isSynchronized).Severity);

    [Theory]
    [InlineData(-100, -1, Severity.Problem)]
    [InlineData(1, 100, Severity.Problem)]
    [InlineData(-100, 29, Severity.Warning)]
    [InlineData(-100, 31, Severity.Good)]
    public void Certificate_is_judged_by_its_days(int fromDays, int untilDays, object severity) =>
        Assert.Equal(severity, CertificateCheck.Judge("x", Now.AddDays(fromDays), Now.AddDays(untilDays), Now).Severity);

    [Fact]
    public void Certificate_file_that_is_none_is_a_problem() =>
        Assert.Equal(Severity.Problem, CertificateCheck.Run("x", _cli.Write("cert.pem", "hello"), null, Now).Severity);
}
