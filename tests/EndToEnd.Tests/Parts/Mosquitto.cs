namespace Jena.SensorNode.EndToEnd.Tests.Parts;

/// <summary>A real Mosquitto as the city's broker, on a port that survives its restarts.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ChildProgram? _process;

    public int Port { get; } = FreePort.Take();

    public string User => "gateway";

    public string Password => "city-secret";

    public async Task StartAsync(string extraConfiguration = "")
    {
        var program = Repository.Program("mosquitto", "/usr/sbin/mosquitto");
        var passwords = _folder.File("passwords");
        if (!File.Exists(passwords))
        {
            await using var tool = new ChildProgram("/usr/bin/mosquitto_passwd", ["-b", "-c", passwords, User, Password]);
            await tool.WaitForExitAsync();
        }

        await File.WriteAllTextAsync(_folder.File("mosquitto.conf"), $"""
            user root
            listener {Port} 127.0.0.1
            allow_anonymous false
            password_file {passwords}
            max_queued_messages 0
            max_inflight_messages 0
            {extraConfiguration}
            """);
        _process = new ChildProgram(program, ["-c", _folder.File("mosquitto.conf")]);
        await Eventually.TrueAsync(() => Task.FromResult(FreePort.IsAnswered(Port)), "Mosquitto accepts connections", () => _process.Output);
    }

    public async Task KillAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Dispose();
    }
}
