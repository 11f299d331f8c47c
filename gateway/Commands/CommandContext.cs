using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jena.SensorNode.Gateway.Storage;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>What a command works with.</summary>
internal sealed class CommandContext
{
    private static readonly JsonSerializerOptions JsonForm = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private const int WidthOfFiles = 200;

    /// <summary>A context over the services of the gateway.</summary>
    public CommandContext(IServiceProvider services, CommandIo io, bool isJson)
    {
        Services = services;
        Io = io;
        IsJson = isJson;
        DataDirectory = services.GetRequiredService<IConfiguration>()["Gateway:DataDirectory"] ?? new StorageOptions().DataDirectory;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(io.Out),
            Ansi = io.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!io.IsTerminal)
        {
            Console.Profile.Width = WidthOfFiles;
        }
    }

    /// <summary>The gateway's services; nothing of it runs.</summary>
    public IServiceProvider Services { get; }

    /// <summary>In and out.</summary>
    public CommandIo Io { get; }

    /// <summary>Whether a script reads the result.</summary>
    public bool IsJson { get; }

    /// <summary>For people.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Where database and keys are; read without checking the settings, which a message may be about.</summary>
    public string DataDirectory { get; }

    /// <summary>Whether a database is there, before something makes one.</summary>
    /// <exception cref="UnauthorizedAccessException">Nobody but the service may look.</exception>
    public bool HasDatabase => Directory.Exists(DataDirectory) && Directory.EnumerateFiles(DataDirectory, "gateway.db").Any();

    /// <summary>A service.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Shows a result: as JSON, or as <paramref name="human"/> draws it.</summary>
    public void Show(object result, Action<IAnsiConsole> human)
    {
        if (IsJson)
        {
            Io.Out.WriteLine(JsonSerializer.Serialize(result, result.GetType(), JsonForm));
        }
        else
        {
            human(Console);
        }
    }
}
