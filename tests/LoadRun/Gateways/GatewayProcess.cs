using System.Diagnostics;
using System.Text.Json;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.LoadRun.Generator;
using Jena.SensorNode.LoadRun.Machine;
using Microsoft.Data.Sqlite;

namespace Jena.SensorNode.LoadRun.Gateways;

/// <summary>The gateway as it is installed, as its own process on a data folder on the disk.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly string Executable = Places.Published("gateway/jena-gateway");

    private readonly TempFolder _folder = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly Dictionary<string, string> _environment;
    private ChildProgram? _process;

    public GatewayProcess()
    {
        _environment = new Dictionary<string, string>
        {
            ["Gateway__DataDirectory"] = _folder.Path,
            ["Gateway__Web__Port"] = WebPort.ToString(),
            ["Gateway__Broker__Port"] = BrokerPort.ToString(),
            // One node may send as fast as it is answered: the limit of a node is not what is measured.
            ["Gateway__Broker__FramesPerSecond"] = "100000",
            ["Logging__LogLevel__Default"] = "Warning",
        };
    }

    public int WebPort { get; } = FreePort.Take();

    public int BrokerPort { get; } = FreePort.Take();

    public ProcessFigures Figures => new ProcessFigures(_process!.Id);

    /// <summary>Any further setting, by its path with double underscores, without the leading "Gateway".</summary>
    public void Set(string path, string value) => _environment["Gateway__" + path] = value;

    public void ForwardTo(int mqttPort)
    {
        Set("Sinks__0__Name", "city");
        Set("Sinks__0__Kind", "mqtt");
        Set("Sinks__0__Host", "127.0.0.1");
        Set("Sinks__0__Port", mqttPort.ToString());
        Set("Sinks__0__UseTls", "false");
    }

    /// <summary>The folder of its data.</summary>
    public string DataDirectory => _folder.Path;

    /// <summary>Bytes of the database file.</summary>
    public long DatabaseBytes => new FileInfo(_folder.File("gateway.db")).Length;

    public Task<IReadOnlyList<LoadNode>> AddNodesAsync(int count, TimeSpan? since = null) => Registry.AddNodesAsync(_folder.Path, count, since);

    /// <summary>Asks for a page or an answer of the API.</summary>
    /// <returns>Milliseconds until all of it was there.</returns>
    public async Task<double> AskAsync(string path)
    {
        var watch = Stopwatch.StartNew();
        using var patient = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        using var response = await patient.GetAsync(new Uri($"http://127.0.0.1:{WebPort}{path}"));
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Starts it.</summary>
    /// <returns>Milliseconds until /health answered that it does its work.</returns>
    public async Task<double> StartAsync()
    {
        var watch = Stopwatch.StartNew();
        _process = new ChildProgram(Executable, ["run"], _environment);
        while (!await IsWellAsync())
        {
            if (_process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(2))
                throw new InvalidOperationException("The gateway does not start:\n" + _process.Output);
            await Task.Delay(5);
        }

        return watch.Elapsed.TotalMilliseconds;
    }

    public Task KillAsync() => _process!.KillAsync();

    public Task StopAsync() => _process!.StopAsync();

    /// <summary>Runs a command of the gateway on the same data.</summary>
    public async Task CommandAsync(params string[] arguments)
    {
        await using var command = new ChildProgram(Executable, arguments, _environment);
        await command.WaitForExitAsync();
        if (command.ExitCode != 0)
            throw new InvalidOperationException($"jena-gateway {string.Join(' ', arguments)} ended with {command.ExitCode}:\n{command.Output}");
    }

    /// <summary>Orders everything from an instant on to be sent to the sink again, as an operator would.</summary>
    public Task ResendAsync(DateTimeOffset from) => CommandAsync("sink", "resend", "city", "--from", from.ToString("O"), "--to", DateTimeOffset.UtcNow.AddDays(1).ToString("O"));

    /// <summary>Samples on disk, read from the database by this process.</summary>
    public long StoredSamples() => Query(
        """
        SELECT (SELECT coalesce(sum(sample_count), 0) FROM sample_log WHERE sequence > settled_sequence) + (SELECT coalesce(sum(sample_count), 0) FROM block JOIN block_part ON part_id = block_id >> 27)
        FROM reading_state
        """);

    /// <summary>True when what was sent at full speed before has settled and left the log.</summary>
    public bool IsResting() => Query(
        $"""
        SELECT NOT EXISTS(SELECT 1 FROM sample_log WHERE sequence <= settled_sequence) AND (SELECT coalesce(sum(sample_count), 0) FROM sample_log) < {new SettlingOptions().LogSamples}
        FROM reading_state
        """) == 1;

    /// <summary>True when all samples have settled from the log into day blocks.</summary>
    public bool HasSettled() => Query("SELECT settled_sequence > 0 AND NOT EXISTS(SELECT 1 FROM sample_log) FROM reading_state") == 1;

    /// <summary>Copies the write-ahead log into the database, from this process, while the gateway is idle.</summary>
    public void Checkpoint() => Query("PRAGMA wal_checkpoint(TRUNCATE)", "ReadWrite");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    private long Query(string sql, string mode = "ReadOnly")
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("gateway.db")};Mode={mode};Pooling=False;Default Timeout=30");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private async Task<bool> IsWellAsync()
    {
        try
        {
            using var response = await _http.GetAsync(new Uri($"http://127.0.0.1:{WebPort}/health"));
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException)
        {
            return false;
        }
    }
}
