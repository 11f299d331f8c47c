using System.Diagnostics;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>The built program as a person starts it.</summary>
internal static class GatewayProcess
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "jena-gateway.dll");

    /// <summary>Runs a command line to its end.</summary>
    /// <param name="settingsFile">Settings of the installation; null for none beyond those of the program.</param>
    /// <param name="input">What is typed.</param>
    /// <param name="args">The command line.</param>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string? settingsFile, string input, params string[] args)
    {
        using var process = Start(settingsFile, args);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Starts it.</summary>
    public static Process Start(string? settingsFile, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (settingsFile is not null)
            start.Environment["JENA_GATEWAY_SETTINGS"] = settingsFile;
        return Process.Start(start)!;
    }
}
