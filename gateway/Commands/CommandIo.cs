namespace Jena.SensorNode.Gateway.Commands;

/// <summary>Where a command reads and writes, and what it changes about the gateway that it looks at.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Problems.</param>
/// <param name="In">Answers and secrets.</param>
internal sealed record CommandIo(TextWriter Out, TextWriter Error, TextReader In)
{
    /// <summary>The terminal.</summary>
    public static CommandIo Terminal => new(Console.Out, Console.Error, Console.In)
    {
        IsInteractive = !Console.IsInputRedirected,
        IsTerminal = !Console.IsOutputRedirected,
    };

    /// <summary>Opens what <see cref="In"/> reads as bytes: a frame is no text.</summary>
    public Func<Stream> OpenBytes { get; init; } = Console.OpenStandardInput;

    /// <summary>Whether a person can answer.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether the output is a terminal: colours, and its width.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Replaces services, as the tests do with the clock.</summary>
    public Action<WebApplicationBuilder>? Configure { get; init; }
}
