using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Nodes;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>Commands while another program holds the database, and beside a service that writes all the time.</summary>
public sealed class LockedDatabaseTests : IAsyncLifetime
{
    private readonly Cli _cli = new();

    public async ValueTask InitializeAsync()
    {
        await _cli.JsonAsync("site", "import", _cli.Write("trees.csv", SiteImportTests.TwoTrees));
        await _cli.JsonAsync("node", "add", "--site", "1_42672", "--probe", "adc:3@30");
        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("node", "retire", "2");
    }

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_verb_that_writes_ends_with_a_reason_and_without_effect_while_another_program_writes()
    {
        string[] lines =
        [
            "site add platz --name Markt --latitude 50.93 --longitude 11.59", "site import {folder}/more.csv", "node add", "node rotate-key 1", "node retire 1",
            "node reactivate 2", "node replace 1", "node move 1 1_42677", "node probe replace 1 0", "node probe set 1 --probe adc:0@60",
            "node settings set 1 host=gw", "node provision 1 --host gw -o {folder}/out",
            "probe calibrate 1 --channel 0 --point 3100=5 --point 2300=38", "sink resend stadt --from 2026-05-01 --to 2026-05-03",
        ];
        _cli.Write("more.csv", SiteImportTests.TwoTrees.Replace("1_4267", "1_5267", StringComparison.Ordinal));
        var before = await StateAsync();

        var answers = await WhileLockedAsync(() => Task.WhenAll(lines.Select(RunAsync)));

        Assert.All(answers, answer =>
        {
            Assert.Equal((answer.Line, ExitCodes.Failed, ""), (answer.Line, answer.Code, answer.Output));
            Assert.Contains("beschäftigt", answer.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", answer.Error, StringComparison.Ordinal);
        });
        Assert.Equal(before, await StateAsync());
        Assert.False(Directory.Exists(Path.Combine(_cli.Folder, "out")));
    }

    [Theory]
    [InlineData("node list --all")]
    [InlineData("node show 1")]
    [InlineData("site list")]
    [InlineData("readings export -o {folder}/readings.csv")]
    [InlineData("backup {folder}/backup.db")]
    public async Task Verb_that_only_reads_is_not_hindered(string line)
    {
        var answers = await WhileLockedAsync(() => Task.WhenAll(RunAsync(line)));

        Assert.Equal((ExitCodes.Done, ""), (answers[0].Code, answers[0].Error));
    }

    [Fact]
    public async Task Commands_get_their_turn_beside_a_service_that_writes_all_the_time()
    {
        await using var service = await RunningGateway.StartAsync(dataDirectory: _cli.Data);
        using var end = new CancellationTokenSource();
        var writes = 0;
        var load = Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await service.Get<DatabaseWriter>().WriteAsync(connection => connection.Run("UPDATE storage_probe SET count = count + 1"));
                Interlocked.Increment(ref writes);
            }
        })).ToList();

        for (var round = 0; round < 10; round++)
        {
            var answer = await RunAsync("node add");
            Assert.Equal((ExitCodes.Done, ""), (answer.Code, answer.Error));
        }

        await end.CancelAsync();
        await Task.WhenAll(load);
        Assert.NotEqual(0, writes);
    }

    private async Task<T> WhileLockedAsync<T>(Func<Task<T>> work)
    {
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_cli.Data, "gateway.db")};Pooling=False");
        other.Open();
        using var held = other.BeginTransaction();
        return await work();
    }

    private async Task<string> StateAsync()
    {
        await _cli.JsonAsync("node", "show", "1");
        var node = _cli.Output;
        await _cli.JsonAsync("node", "list", "--all");
        var nodes = _cli.Output;
        await _cli.JsonAsync("site", "list");
        return node + nodes + _cli.Output;
    }

    private async Task<(string Line, int Code, string Output, string Error)> RunAsync(string line)
    {
        using var cli = new Cli(_cli.Data);
        (cli.Settings["Gateway:Sinks:0:Name"], cli.Settings["Gateway:Sinks:0:Host"]) = ("stadt", "127.0.0.1");
        var code = await cli.RunAsync([.. line.Replace("{folder}", _cli.Folder, StringComparison.Ordinal).Split(' '), "--json"]);
        return (line, code, cli.Output, cli.Error);
    }
}
