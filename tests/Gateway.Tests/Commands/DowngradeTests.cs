using Jena.SensorNode.Frames;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Operation.Restores;
using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Commands;

public sealed class DowngradeTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Step_back_and_forth_keeps_everything_that_is_not_of_that_step()
    {
        await _cli.JsonAsync("site", "add", "park-1", "--name", "Beet", "--latitude", "50.927", "--longitude", "11.586");
        await _cli.JsonAsync("node", "add", "--site", "park-1", "--probe", "adc:0@30", "ds18b20@30");
        await _cli.JsonAsync("probe", "calibrate", "1", "--channel", "0", "--point", "3000=10", "1000=50");
        await StoredReadings.AddAsync(_cli, 1, DateTimeOffset.UtcNow, (2000, 200, ChannelFault.None), (2100, 210, ChannelFault.Open));
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("readings", "export"));
        var (readings, node) = (_cli.Output, (await _cli.JsonAsync("node", "show", "1")).GetRawText());

        var taken = await _cli.JsonAsync("database", "downgrade", "140", "201");

        Assert.Equal([201, 140], taken.EnumerateArray().Select(step => step.GetProperty("number").GetInt32()));
        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("readings", "export"));
        Assert.Equal(readings, _cli.Output);
        Assert.Equal(node, (await _cli.JsonAsync("node", "show", "1")).GetRawText());
    }

    [Fact]
    public async Task Beside_a_running_service_nothing_is_taken_back()
    {
        await _cli.JsonAsync("node", "add");
        await using (var gateway = await RunningGateway.StartAsync(dataDirectory: _cli.Data))
        {
            Assert.Equal(ExitCodes.Failed, await _cli.RunAsync("database", "downgrade", "140"));
            Assert.True(_cli.Error.Contains("systemctl stop jena-gateway", StringComparison.Ordinal), _cli.Error);
            using var connection = gateway.Get<Database>().OpenReader();
            Assert.Contains(140, MigrationRunner.Applied(connection));
        }

        Assert.Single((await _cli.JsonAsync("database", "downgrade", "140")).EnumerateArray());
    }

    [Fact]
    public async Task What_sinks_lack_is_told_and_stays_in_line_also_of_one_that_never_took_anything()
    {
        await _cli.AddSiteAsync();
        await _cli.JsonAsync("node", "add", "--probe", "adc:0@30", "ds18b20@30");
        await StoredReadings.AddAsync(_cli, 1, DateTimeOffset.UtcNow, [.. Enumerable.Repeat((2000, 200, ChannelFault.None), 5)]);
        await using (var gateway = _cli.Gateway())
            await gateway.Services.GetRequiredService<Jena.SensorNode.Gateway.Readings.Blocks.LogSettler>().SettleAsync(TestContext.Current.CancellationToken);
        foreach (var (name, value) in new[] { ("Name", "stadt"), ("Host", "city.test"), ("Topic", "t/{id}") })
            _cli.Settings[$"Gateway:Sinks:0:{name}"] = value;

        Assert.Equal(ExitCodes.Done, await _cli.RunAsync("database", "downgrade", "112"));

        Assert.Contains("Ziel stadt: 5 Messungen", _cli.Output, StringComparison.Ordinal);
        using var file = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_cli.Data, "gateway.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        Assert.Equal(5, file.Scalar<long>("SELECT count(*) FROM sample"));
    }

    [Fact]
    public async Task Step_that_the_database_does_not_have_is_no_harm()
    {
        await _cli.JsonAsync("node", "add");

        Assert.Empty((await _cli.JsonAsync("database", "downgrade", "999")).EnumerateArray());
        Assert.Single((await _cli.JsonAsync("node", "list")).EnumerateArray());
    }

    [Fact]
    public async Task Older_state_of_any_folder_is_migrated_to_the_schema_of_a_new_database()
    {
        await using var gateway = _cli.Gateway();
        var sets = gateway.Services.GetServices<MigrationSet>().ToList();
        using var folder = new TestFolder();
        using var fresh = new Database(folder.File("fresh.db"), sets);
        var wanted = Schema(fresh);

        foreach (var (set, index) in sets.Select((set, index) => (set, index)))
        {
            var path = folder.File($"older-{index}.db");
            using (var older = new Database(path, sets))
            using (var connection = older.OpenWriter())
                Assert.Single(new MigrationRunner(sets).TakeBack(connection, new HashSet<int> { set.Migrations.Max(step => step.Number) }));

            using var upgraded = new Database(path, sets);
            Assert.Equal(wanted, Schema(upgraded));
        }
    }

    [Fact]
    public async Task Gateway_starts_on_a_database_of_before_the_run_was_noted_and_takes_it_for_the_present_one()
    {
        await _cli.JsonAsync("node", "add");
        await _cli.JsonAsync("database", "downgrade", "140");

        await using (var gateway = await RunningGateway.StartAsync(dataDirectory: _cli.Data))
            Assert.Empty(gateway.Get<Jena.SensorNode.Gateway.Ingest.IncidentBook>().All);

        Assert.NotNull(new LifeMark(_cli.Data).Read());
    }

    private static List<string> Schema(Database database)
    {
        using var connection = database.OpenReader();
        return connection.Rows("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1", row => row.GetString(0));
    }
}
