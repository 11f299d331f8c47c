using System.Security.Cryptography;
using System.Text;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes.Keys;

/// <summary>
/// The file with the secret that encrypts the nodes' keys: 32 random bytes as one line of 64 hex digits, readable by
/// the gateway's user alone. Whoever has the database without this file has no node key.
/// </summary>
public static class KeyFile
{
    /// <summary>Length of the secret in bytes.</summary>
    public const int SecretBytes = 32;

    private const int GateAttempts = 250;

    private const int GatePauseMilliseconds = 20;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode OthersBits =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Reads the secret.</summary>
    /// <exception cref="RegistryException">Missing, readable for others, or not 64 hex digits.</exception>
    public static byte[] Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RegistryException(
                $"Schlüsseldatei fehlt: {path}. Aus der Sicherung zurücklegen; ohne sie sind die Schlüssel der Knoten verloren. / " +
                "Key file is missing: put it back from your backup, without it the node keys are lost.");
        }

        if (IsReadableForOthers(path))
        {
            throw new RegistryException(
                $"Schlüsseldatei ist für andere lesbar: chmod 600 {path} / key file is readable for others: run the command named.");
        }

        var text = File.ReadAllText(path, Encoding.ASCII).Trim();
        if (text.Length != SecretBytes * 2 || !text.All(char.IsAsciiHexDigit))
        {
            throw new RegistryException(
                $"Schlüsseldatei ist beschädigt: {path} muss eine Zeile mit {SecretBytes * 2} Hexziffern sein; aus der Sicherung zurücklegen. / " +
                "Key file is damaged: put it back from your backup.");
        }

        return Convert.FromHexString(text);
    }

    /// <summary>
    /// Reads the secret, or makes it where the file does not exist yet. Two processes that start together end up with
    /// the same secret: the file appears whole or not at all, and the first one wins.
    /// </summary>
    public static byte[] ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        return Read(path);
    }

    /// <summary>Whether group or others have any right on the file; false where the system has no such rights.</summary>
    public static bool IsReadableForOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersBits) != 0;

    private static void Create(string path)
    {
        var full = Path.GetFullPath(path);
        Database.MakeFolder(Path.GetDirectoryName(full)!);
        // A move that must not overwrite looks first and moves then: two at once would both win. So one at a time.
        using var gate = EnterGate(full + ".lock");
        if (File.Exists(full))
            return;
        var temporary = $"{full}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true) + "\n"));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, full);
    }

    private static FileStream EnterGate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.DeleteOnClose };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException) when (attempt < GateAttempts)
            {
                Thread.Sleep(GatePauseMilliseconds);
            }
        }
    }
}
