using System.CommandLine;
using Jena.SensorNode.Gateway.Commands.Maintenance;
using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.Options;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>Runs the service. Its arguments are settings, so they do not pass through the command line parser.</summary>
internal static partial class RunCommand
{
    private const string Name = "run";
    private const string Option = "--data-directory";

    /// <summary>Whether the arguments mean the service: none, <c>run</c>, or settings only.</summary>
    public static bool IsMeant(string[] args) => args switch
    {
        [] => true,
        [Name, "--help" or "-h" or "-?", ..] => false,
        [Name, ..] => true,
        [var first, ..] => first.StartsWith("--", StringComparison.Ordinal) && first.Contains(':', StringComparison.Ordinal),
    };

    /// <summary>
    /// The settings among the arguments. <c>--data-directory</c>, which every other verb takes, means the same here: ignored, it
    /// would start the service on another database than the commands before it wrote to.
    /// </summary>
    public static string[] SettingsOf(string[] args)
    {
        var settings = args is [Name, ..] ? args[1..] : [.. args];
        for (var i = 0; i < settings.Length; i++)
        {
            if (settings[i] == Option && i + 1 < settings.Length)
                return [.. settings[..i], DataDirectory(settings[i + 1]), .. settings[(i + 2)..]];
            if (settings[i].StartsWith(Option + "=", StringComparison.Ordinal))
                settings[i] = DataDirectory(settings[i][(Option.Length + 1)..]);
        }

        return settings;
    }

    /// <summary>The verb, for the help.</summary>
    public static Command Create() => new(
        Name,
        "Dienst starten (auch ohne Verb); Einstellungen als --Gateway:Name=Wert / run the service (also without a verb); settings as --Gateway:Name=value");

    /// <summary>Runs until it is stopped; wrong settings end it with a clear message.</summary>
    public static async Task<int> RunAsync(string[] args, CommandIo io, CancellationToken cancellation)
    {
        string? kept = null;
        var dataDirectory = "";
        try
        {
            await using var app = GatewayHost.Create(SettingsOf(args), builder =>
            {
                builder.Services.AddHostedService<RestoreWatcher>();
                io.Configure?.Invoke(builder);
                dataDirectory = builder.Configuration.GetSection("Gateway").Get<StorageOptions>()?.DataDirectory ?? new StorageOptions().DataDirectory;
                // Before the services are built: from then on something may have the database open.
                kept = StagedRestore.Apply(dataDirectory);
            });
            // What a person has to mend is told here, in a line of its own, not from inside the starting host.
            app.Services.GetService<IStartupValidator>()?.Validate();
            app.Services.GetRequiredService<Database>();
            app.Services.GetRequiredService<NodeDirectory>().Prepare();
            if (kept is not null)
            {
                Restored(app.Logger, kept);
            }

            await app.StartAsync(cancellation);
            await app.WaitForShutdownAsync(cancellation);
            return ExitCodes.Done;
        }
        catch (Exception problem) when (ProblemText.Of(problem, dataDirectory) is not null)
        {
            await io.Error.WriteLineAsync(ProblemText.Of(problem, dataDirectory));
            return ExitCodes.Failed;
        }
    }

    private static string DataDirectory(string path) => $"--Gateway:DataDirectory={Path.GetFullPath(path)}";

    [LoggerMessage(1, LogLevel.Warning, "A backup was restored; the database before it is {Kept}")]
    private static partial void Restored(ILogger logger, string kept);
}
