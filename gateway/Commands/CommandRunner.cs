using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Storage;

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

    /// <summary>Gives a command its action, which needs a database: a mistyped folder must not become a new, empty gateway.</summary>
    public Command Bind(Command command, Func<ParseResult, CommandContext, CancellationToken, Task<int>> action) =>
        BindAnywhere(command, (parse, context, cancellation) =>
        {
            _ = context.Get<StorageOptions>(); // A wrong setting is told first: it may be why no database is found.
            if (!context.HasDatabase)
            {
                throw new RegistryException(
                    $"In {context.DataDirectory} liegt keine Datenbank: --data-directory oder die Einstellung Gateway:DataDirectory prüfen. Ein neues Gateway legt sie mit „site import“, „node add“ oder dem Start des Dienstes an. / " +
                    "There is no database in this folder: check --data-directory or the setting Gateway:DataDirectory.");
            }

            return action(parse, context, cancellation);
        });

    /// <summary>Gives a command its action, which makes the database where there is none, or does without.</summary>
    public Command BindAnywhere(Command command, Func<ParseResult, CommandContext, CancellationToken, Task<int>> action)
    {
        command.SetAction((parse, cancellation) => RunAsync(parse, action, cancellation));
        return command;
    }

    private async Task<int> RunAsync(
        ParseResult parse, Func<ParseResult, CommandContext, CancellationToken, Task<int>> action, CancellationToken cancellation)
    {
        CommandContext? context = null;
        try
        {
            string[] settings = parse.GetValue(DataDirectory) is { } directory
                ? [$"--Gateway:DataDirectory={Path.GetFullPath(directory)}"]
                : [];
            await using var app = GatewayHost.CreateServices(settings, builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton(services => new DatabaseWriter(
                    services.GetRequiredService<Database>(),
                    services.GetRequiredService<StorageOptions>(),
                    services.GetRequiredService<TimeProvider>(),
                    services.GetRequiredService<ILogger<DatabaseWriter>>())
                {
                    TellsAtOnce = true,
                });
                io.Configure?.Invoke(builder);
            });
            context = new CommandContext(app.Services, io, parse.GetValue(Json));
            return await action(parse, context, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await io.Error.WriteLineAsync("Abgebrochen. Eine Datei, die entstehen sollte, gibt es nicht; was schon eingetragen war, bleibt. / Cancelled: no file was made, and what was entered before stays.");
            return ExitCodes.Failed;
        }
        catch (Exception problem) when (ProblemText.Of(problem, context?.DataDirectory) is not null)
        {
            await io.Error.WriteLineAsync(ProblemText.Of(problem, context?.DataDirectory));
            return ExitCodes.Failed;
        }
    }
}
