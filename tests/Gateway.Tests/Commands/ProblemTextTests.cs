using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class ProblemTextTests : IDisposable
{
    private readonly Cli _cli = new();

    public static TheoryData<Exception, string> Known => new()
    {
        { new RegistryException("so nicht"), "so nicht" },
        { new DatabaseRefusedException("schema 999"), "neueres jena-gateway" },
        { new StorageUnavailableException("disk full"), "Datenträger" },
        { new SqliteException("x", 5), "beschäftigt" },
        { new SqliteException("x", 8), "sudo -u jena-gateway" },
        { new SqliteException("x", 11), "restore" },
        { new SqliteException("x", 13), "Platz schaffen" },
        { new SqliteException("x", 14), "/daten" },
        { new SqliteException("x", 26), "beschädigt" },
        { new SqliteException("x", 1), "doctor" },
        { new UnauthorizedAccessException("/etc/x"), "/etc/x" },
        { new FileNotFoundException("gone", "/liste.csv"), "/liste.csv" },
        { new DirectoryNotFoundException("/kein/ordner"), "/kein/ordner" },
        { new IOException("No space left on device"), "No space left" },
    };

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void Known_problem_says_in_German_first_what_to_do(Exception problem, string advice)
    {
        var text = ProblemText.Of(problem, "/daten");

        Assert.Contains(advice, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_of_the_program_keeps_its_trace()
    {
        Assert.Null(ProblemText.Of(new InvalidOperationException("a bug"), null));
        Assert.Null(ProblemText.Of(new NotSupportedException(), null));
        Assert.Null(ProblemText.Of(new AggregateException(new IOException("x")), null));
    }

    [Theory]
    [InlineData("node list")]
    [InlineData("node show 1")]
    [InlineData("node retire 1")]
    [InlineData("node rotate-key 1")]
    [InlineData("node provision 1 --host gw")]
    [InlineData("node settings show 1")]
    [InlineData("probe calibrations 1")]
    [InlineData("readings export")]
    [InlineData("sink resend stadt --from 2026-01-01 --to 2026-01-02")]
    [InlineData("backup copy.db")]
    [InlineData("database downgrade 201")]
    public async Task Mistyped_folder_does_not_become_a_new_gateway(string line)
    {
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync(line.Split(' ')));

        Assert.Contains(_cli.Data, _cli.Error, StringComparison.Ordinal);
        Assert.Contains("--data-directory", _cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_cli.Data));
    }

    [Fact]
    public async Task Damaged_database_is_told_by_every_command_and_left_as_it_is()
    {
        await _cli.AddSiteAsync();
        var database = Path.Combine(_cli.Data, "gateway.db");
        await File.WriteAllTextAsync(database, new string('x', 4096), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("node", "list"));
        Assert.Contains("restore", _cli.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("doctor"));
        Assert.Contains("FEHLER   Datenbank", _cli.Output, StringComparison.Ordinal);

        Assert.Equal(new string('x', 4096), await File.ReadAllTextAsync(database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Unreadable_setting_is_a_finding_of_the_doctor_beside_the_others()
    {
        await _cli.AddSiteAsync();
        _cli.Settings["Gateway:Broker:Port"] = "abc";

        var code = await _cli.RunAsync("doctor", "--json");

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("Gateway:Broker:Port", _cli.Output, StringComparison.Ordinal);
        Assert.Contains("Uhr / clock", _cli.Output, StringComparison.Ordinal);
    }
}
