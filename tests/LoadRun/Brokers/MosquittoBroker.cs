using Jena.SensorNode.LoadRun.Machine;

namespace Jena.SensorNode.LoadRun.Brokers;

/// <summary>A real Mosquitto with its defaults and what a run adds, on a port that survives its restarts.</summary>
internal sealed class MosquittoBroker(params string[] configuration) : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ChildProgram? _process;

    public int Port { get; } = FreePort.Take();

    public ProcessFigures Figures => new ProcessFigures(_process!.Id);

    public async Task StartAsync()
    {
        var program = Places.Program("mosquitto", "/usr/sbin/mosquitto");
        var file = _folder.File("mosquitto.conf");
        await File.WriteAllLinesAsync(file, [$"listener {Port} 127.0.0.1", "allow_anonymous true", $"persistence_location {_folder.Path}/", .. UserOfThisProcess(), .. configuration]);
        var process = new ChildProgram(program, ["-c", file]);
        _process = process;
        await Waiting.RequireAsync(() => FreePort.IsAnswered(Port), TimeSpan.FromSeconds(30), () => "Mosquitto accepts connections\n" + process.Output);
    }

    public Task KillAsync() => _process!.KillAsync();

    public Task StopAsync() => _process!.StopAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    // Mosquitto gives up root by itself and could then not read its folder.
    private static string[] UserOfThisProcess() => Environment.IsPrivilegedProcess ? ["user root"] : [];
}
