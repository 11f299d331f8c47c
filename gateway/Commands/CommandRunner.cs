using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>Runs commands over the gateway's own settings and services, beside a running service or without one.</summary>
internal sealed class CommandRunner(CommandIo io)
{
    /// <summary>Another data directory than the settings name.</summary>
    public Option<string?> DataDirectory { get; } = new("--data-directory")
    {
        Description = "Datenverzeichnis statt des eingestellten / data directory instead of the configured one",
        Recursive = true,
    };

    /// <summary>Output for scripts.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Ausgabe als JSON für Skripte / output as JSON for scripts",
        Recursive = true,
    };

    /// <summary>Gives a command its action.</summary>
    public Command Bind(Command command, Func<ParseResult, CommandContext, CancellationToken, Task<int>> action)
    {
        command.SetAction((parse, cancellation) => RunAsync(parse, action, cancellation));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parse, Func<ParseResult, CommandContext, CancellationToken, Task<int>> action, CancellationToken cancellation)
    {
        try
        {
            string[] settings = parse.GetValue(DataDirectory) is { } directory
                ? [$"--Gateway:DataDirectory={Path.GetFullPath(directory)}"]
                : [];
            await using var app = GatewayHost.CreateServices(settings, builder =>
            {
                builder.Logging.ClearProviders();
                io.Configure?.Invoke(builder);
            });
            return await action(parse, new CommandContext(app.Services, io, parse.GetValue(Json)), cancellation);
        }
        catch (Exception problem) when (IsForPeople(problem))
        {
            await io.Error.WriteLineAsync(problem.Message);
            return ExitCodes.Failed;
        }
    }

    /// <summary>Problems whose message says enough; anything else is a fault of the program and keeps its trace.</summary>
    private static bool IsForPeople(Exception problem) => problem
        is RegistryException or OptionsValidationException or DatabaseRefusedException or StorageUnavailableException
        or SqliteException or IOException or UnauthorizedAccessException;
}
