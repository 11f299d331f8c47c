using Microsoft.Win32.SafeHandles;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>Where a command reads and writes, and what it changes about the gateway that it looks at.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Problems.</param>
/// <param name="In">Answers and secrets.</param>
internal sealed record CommandIo(TextWriter Out, TextWriter Error, TextReader In)
{
    /// <summary>The terminal.</summary>
    public static CommandIo Terminal => new(OpenOutput(), Console.Error, Console.In)
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

    // The console's own stream keeps quiet about a reader who has gone: an export would run to its end for nobody, and end as if all had been read.
    private static TextWriter OpenOutput()
    {
        if (!Console.IsOutputRedirected || OperatingSystem.IsWindows())
        {
            return Console.Out;
        }

        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? Console.Out : new StreamWriter(stream) { AutoFlush = true };
    }
}
