using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Commands;

/// <summary>Takes a secret without it ever being an argument: those show in process lists and shell histories.</summary>
internal static class SecretInput
{
    /// <summary>Longest WiFi password in bytes.</summary>
    public const int MaximumPasswordBytes = 63;

    /// <summary>Environment variable with the WiFi password.</summary>
    public const string WifiPasswordVariable = "JENA_WIFI_PASSWORD";

    /// <summary>Reads the WiFi password: from a file (<c>-</c> is standard input), the environment, or the person.</summary>
    /// <exception cref="RegistryException">Nobody gives one, or it is too long.</exception>
    public static string WifiPassword(CommandIo io, string? file)
    {
        var password = Given(io, file)
            ?? throw new RegistryException(
                $"Das WLAN-Passwort fehlt: --wifi-password-file DATEI (oder „-“ für die Standardeingabe) oder die Umgebungsvariable {WifiPasswordVariable}. / " +
                $"WiFi password is missing: give --wifi-password-file FILE or set {WifiPasswordVariable}.");
        return System.Text.Encoding.UTF8.GetByteCount(password) <= MaximumPasswordBytes
            ? password
            : throw new RegistryException($"Das WLAN-Passwort ist länger als {MaximumPasswordBytes} Bytes. / WiFi password is too long.");
    }

    private static string? Given(CommandIo io, string? file)
    {
        if (file is not null)
        {
            return file == "-" ? io.In.ReadLine() ?? "" : File.ReadAllText(file).TrimEnd('\r', '\n');
        }

        return Environment.GetEnvironmentVariable(WifiPasswordVariable) ?? (io.IsInteractive ? Ask(io) : null);
    }

    private static string Ask(CommandIo io)
    {
        io.Error.Write("WLAN-Passwort (leer = offenes Netz) / WiFi password (empty = open network): ");
        var letters = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                letters.Length = Math.Max(0, letters.Length - 1);
            }
            else
            {
                letters.Append(key.KeyChar);
            }
        }

        io.Error.WriteLine();
        return letters.ToString();
    }
}
