using Jena.SensorNode.Gateway.Commands;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>A mistyped target costs neither the database nor the keys.</summary>
public sealed class OwnFilesTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("gateway.db")]
    [InlineData("gateway.db-wal")]
    [InlineData("node-keys.secret")]
    [InlineData("../link/gateway.db")]
    [InlineData("../link/node-keys.secret")]
    public async Task Export_and_labels_never_take_the_place_of_what_the_service_works_with(string name)
    {
        await _cli.JsonAsync("node", "add");
        Directory.CreateSymbolicLink(Path.Combine(_cli.Folder, "link"), _cli.Data);
        var key = await File.ReadAllTextAsync(Path.Combine(_cli.Data, "node-keys.secret"), TestContext.Current.CancellationToken);
        var target = Path.Combine(_cli.Data, name);

        foreach (var args in (string[][])[["readings", "export"], ["readings", "export", "--format", "parquet"], ["node", "labels"], ["backup"]])
        {
            Assert.Equal(ExitCodes.Failed, await _cli.RunAsync(args is ["backup"] ? ["backup", target] : [.. args, "-o", target]));
            Assert.Contains("gehört dem Dienst", _cli.Error, StringComparison.Ordinal);
        }

        Assert.Single((await _cli.JsonAsync("node", "list")).EnumerateArray());
        Assert.Equal(key, await File.ReadAllTextAsync(Path.Combine(_cli.Data, "node-keys.secret"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Directory.GetFiles(_cli.Data), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_files_beside_the_database_are_nobodys()
    {
        await _cli.JsonAsync("node", "add");

        await _cli.JsonAsync("readings", "export", "-o", Path.Combine(_cli.Data, "readings.csv"));
        await _cli.JsonAsync("node", "labels", "-o", Path.Combine(_cli.Data, "labels.svg"));
    }
}
