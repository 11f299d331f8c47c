using Jena.SensorNode.Gateway.Storage;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Storage;

public class MigrationTests
{
    private static readonly MigrationSet First = new([new Migration(1, "one", "CREATE TABLE one(x)", "DROP TABLE one")]);
    private static readonly MigrationSet Second = new([new Migration(2, "two", "CREATE TABLE two(x)", "DROP TABLE two")]);

    [Fact]
    public void Missing_steps_are_made_once_and_in_order()
    {
        using var folder = new TestFolder();
        using (new Database(folder.File("a.db"), [First]))
        {
        }

        using var database = new Database(folder.File("a.db"), [Second, First]);
        using var reader = database.OpenReader();
        Assert.Equal([1, 2], reader.Rows("SELECT number FROM migration ORDER BY number", row => row.GetInt32(0)));
        Assert.Equal(0, reader.Scalar<long>("SELECT count(*) FROM two"));
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_with_what_to_do()
    {
        using var folder = new TestFolder();
        using (new Database(folder.File("a.db"), [First, Second]))
        {
        }

        var error = Assert.Throws<DatabaseRefusedException>(() => new Database(folder.File("a.db"), [First]));

        Assert.Contains("newer jena-gateway", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_can_be_taken_back_newest_first()
    {
        using var folder = new TestFolder();
        using var database = new Database(folder.File("a.db"), [First, Second]);
        using var connection = database.OpenWriter();

        var taken = new MigrationRunner([First, Second]).Downgrade(connection, lastToKeep: 1);

        Assert.Equal([2], taken.Select(migration => migration.Number));
        Assert.Equal([1], MigrationRunner.Applied(connection));
        Assert.Equal(0, connection.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'two'"));
    }

    [Fact]
    public void A_step_that_fails_leaves_nothing_behind()
    {
        using var folder = new TestFolder();
        var bad = new MigrationSet([new Migration(2, "bad", "CREATE TABLE half(x); CREATE TABLE half(x)", "")]);

        Assert.ThrowsAny<Exception>(() => new Database(folder.File("a.db"), [First, bad]));

        using var database = new Database(folder.File("a.db"), [First]);
        using var reader = database.OpenReader();
        Assert.Equal(0, reader.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'half'"));
    }

    [Fact]
    public void Every_step_of_the_gateway_can_be_taken_back_and_made_again()
    {
        using var folder = new TestFolder();
        using var app = Jena.SensorNode.Gateway.Operation.GatewayHost.Create([$"--Gateway:DataDirectory={folder.Path}"]) as IDisposable;
        var services = ((Microsoft.AspNetCore.Builder.WebApplication)app!).Services;
        var sets = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetServices<MigrationSet>(services).ToList();
        using var database = new Database(folder.File("b.db"), sets);
        using var connection = database.OpenWriter();
        var runner = new MigrationRunner(sets);

        runner.Downgrade(connection, lastToKeep: 0);
        Assert.Equal(["migration"], connection.Rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", row => row.GetString(0)));
        runner.Upgrade(connection);

        Assert.Equal(sets.Sum(set => set.Migrations.Count), MigrationRunner.Applied(connection).Count);
    }
}
