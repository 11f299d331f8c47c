using Jena.SensorNode.Gateway.Commands;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>Ctrl+C, and two commands at once: under a file's name there is a whole file or what was there before.</summary>
public sealed class CancelledCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cancelled-").FullName;

    private string Target => Path.Combine(_folder, "Messwerte für Grünflächen.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)] // it hears of the end
    [InlineData(false)] // it goes on to its own end
    public async Task Cancelled_file_leaves_what_was_there_and_nothing_beside_it(bool hears)
    {
        await File.WriteAllTextAsync(Target, "alt", TestContext.Current.CancellationToken);
        using var cancelled = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ResultFile.WriteAsync(
            Target,
            async partial =>
            {
                await File.WriteAllTextAsync(partial, "halb", CancellationToken.None);
                await cancelled.CancelAsync();
                if (hears)
                    cancelled.Token.ThrowIfCancellationRequested();
                return true;
            },
            cancelled.Token));

        Assert.Equal([Target], Directory.GetFiles(_folder));
        Assert.Equal("alt", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Of_two_at_once_each_moves_its_own_whole_file()
    {
        var inside = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        var slow = WriteAsync("langsam", inside, goOn.Task);
        await inside.Task;
        await WriteAsync("schnell", new TaskCompletionSource(), Task.CompletedTask);
        var between = await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken);
        goOn.SetResult();
        await slow;

        Assert.Equal("schnell", between);
        Assert.Equal("langsam", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([Target], Directory.GetFiles(_folder));
    }

    private Task<bool> WriteAsync(string content, TaskCompletionSource begun, Task goOn) => ResultFile.WriteAsync(
        Target,
        async partial =>
        {
            await File.WriteAllTextAsync(partial, content[..3], CancellationToken.None);
            begun.SetResult();
            await goOn;
            await File.AppendAllTextAsync(partial, content[3..], CancellationToken.None);
            return true;
        },
        TestContext.Current.CancellationToken);

    [Fact]
    public async Task Cancelled_command_says_so_and_ends_with_1()
    {
        using var cli = new Cli();
        await cli.JsonAsync("node", "add");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(
            ["backup", Target, "--json", "--data-directory", cli.Data], new CommandIo(output, error, TextReader.Null), cancelled.Token);

        Assert.Equal((ExitCodes.Failed, ""), (code, output.ToString()));
        Assert.Contains("Abgebrochen", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }
}
