using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Operation.Restores;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>Copies the database while the service runs: one consistent state, checked after the copy.</summary>
internal static class BackupCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var file = new Argument<FileInfo>("DATEI") { Description = "Zieldatei / target file" };
        var withKey = new Option<bool>("--with-key-file")
        {
            Description = "Schlüsseldatei daneben legen (DATEI.secret); sonst getrennt sichern / put the key file beside it; else keep it apart",
        };
        var command = new Command(
            "backup",
            "Datenbank sichern, auch im Betrieb. Die Schlüsseldatei gehört nicht dazu: wer nur die Sicherung hat, hat keinen Schlüssel. / " +
            "Back up the database, also while the service runs. The key file is not part of it.")
        {
            file, withKey,
        };
        return runner.Bind(command, async (parse, context, cancellation) =>
        {
            var target = parse.GetValue(file)!.FullName;
            OwnFiles.Refuse(context, target);
            var secret = parse.GetValue(withKey) ? KeyFile.Read(context.Get<SecretBoxProvider>().KeyFilePath) : null;
            await ResultFile.WriteAsync(
                target,
                partial =>
                {
                    Copy(context.Get<Database>(), partial);
                    return Task.FromResult(true);
                },
                cancellation);
            var key = secret is null ? null : await ResultFile.WriteAsync(target + ".secret", partial => KeepKey(secret, partial, target), cancellation);
            var bytes = new FileInfo(target).Length;
            context.Show(new { File = target, Bytes = bytes, KeyFile = key }, console =>
            {
                console.WriteLine($"Gesichert und geprüft: {target}, {bytes / 1024.0 / 1024.0:0.0} MB / backed up and checked");
                console.WriteLine(key is null
                    ? $"Nicht dabei ist die Schlüsseldatei {context.Get<SecretBoxProvider>().KeyFilePath}: einmal getrennt sichern. / The key file is not in it: keep a copy apart."
                    : $"Schlüsseldatei: {key} – getrennt aufbewahren. / Key file: keep it apart.");
            });
            return ExitCodes.Done;
        });
    }

    /// <summary>Copies a database into a new file of its own, readable for the owner alone, and checks it.</summary>
    /// <exception cref="RegistryException">The copy is damaged.</exception>
    public static void Copy(Database database, string target)
    {
        ResultFile.MakeForOwner(target);
        using var source = database.OpenReader();
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        copy.Open();
        source.BackupDatabase(copy);
        copy.Run("PRAGMA journal_mode = DELETE");
        DatabaseLife.MarkAsCopy(copy);
        if (copy.Scalar<string>("PRAGMA quick_check") is not "ok")
        {
            throw new RegistryException(
                $"Die Kopie ist beschädigt: Datenträger prüfen („doctor“) und wiederholen. / The copy is damaged: check the disk and repeat. {target}");
        }
    }

    private static async Task<string> KeepKey(byte[] secret, string partial, string target)
    {
        ResultFile.MakeForOwner(partial);
        await File.WriteAllTextAsync(partial, Convert.ToHexStringLower(secret) + "\n");
        return target + ".secret";
    }
}
