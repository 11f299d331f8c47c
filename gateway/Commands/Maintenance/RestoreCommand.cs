using System.CommandLine;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>Lays a backup ready; the service takes it at its next start, which it makes by itself when it sees one.</summary>
internal static class RestoreCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var file = new Argument<FileInfo>("DATEI") { Description = "Sicherung / backup" };
        var command = new Command(
            "restore",
            "Sicherung einspielen. Ein laufender Dienst beendet sich, systemd startet ihn mit der Sicherung; der bisherige Stand bleibt daneben liegen. / " +
            "Restore a backup. A running service stops and starts again with it; the present state is kept beside it.")
        {
            file,
        };
        return runner.BindAnywhere(command, (parse, context, _) =>
        {
            var source = parse.GetValue(file)!;
            var options = context.Get<StorageOptions>();
            Check(source, context.Services.GetServices<MigrationSet>(), context.Get<NodeOptions>().PathIn(options.DataDirectory));
            StagedRestore.Stage(options.DataDirectory, source.FullName);
            context.Show(new { Staged = StagedRestore.PathIn(options.DataDirectory) }, console =>
            {
                console.WriteLine("Die Sicherung liegt bereit und gilt ab dem nächsten Start des Dienstes; ein laufender startet in wenigen Sekunden neu.");
                console.WriteLine("The backup takes effect at the next start of the service; a running one restarts within seconds.");
                console.WriteLine("Danach die Knoten-Einstellungen und Zeiträume prüfen; der bisherige Stand bleibt als gateway.db.before-restore-* liegen.");
            });
            return Task.FromResult(ExitCodes.Done);
        });
    }

    // SQLite takes what a cut-off last page lacks for zeros and calls the file sound. Pages that are still in a log beside it may lie beyond its end.
    private static bool IsCutOff(SqliteConnection connection, FileInfo source) =>
        !File.Exists(source.FullName + "-wal") && source.Length < connection.Scalar<long>("PRAGMA page_count") * connection.Scalar<long>("PRAGMA page_size");

    private static void Check(FileInfo source, IEnumerable<MigrationSet> known, string keyFile)
    {
        if (!source.Exists)
        {
            throw new RegistryException($"{source.FullName} gibt es nicht. / There is no such file.");
        }

        var numbers = known.SelectMany(set => set.Migrations).Select(migration => migration.Number).ToHashSet();
        try
        {
            using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = source.FullName, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            if (connection.Scalar<string>("PRAGMA quick_check") is not "ok" || IsCutOff(connection, source))
            {
                throw new RegistryException($"{source.FullName} ist beschädigt; eine andere Sicherung nehmen. / This backup is damaged; take another one.");
            }

            if (!MigrationRunner.Applied(connection).IsSubsetOf(numbers))
            {
                throw new RegistryException(
                    $"{source.FullName} ist von einer neueren Version: erst das Gateway aktualisieren. / This backup is of a newer version: upgrade the gateway first.");
            }

            CheckKeyFile(connection, source, keyFile);
        }
        catch (SqliteException problem)
        {
            throw new RegistryException(
                $"{source.FullName} ist keine Sicherung dieses Gateways ({problem.SqliteErrorCode}). / This is not a backup of this gateway.");
        }
    }

    // With another key file the service would not start after the restore.
    private static void CheckKeyFile(SqliteConnection backup, FileInfo source, string keyFile)
    {
        if (backup.Scalar<object>("SELECT key_file_fingerprint FROM registry_state") is not string wanted)
        {
            return;
        }

        using var box = File.Exists(keyFile) ? new SecretBox(KeyFile.Read(keyFile)) : null;
        if (box?.Fingerprint != wanted)
        {
            throw new RegistryException(
                $"{keyFile} ist nicht die Schlüsseldatei dieser Sicherung. Erst die gesicherte dorthin kopieren, dann wiederholen: install -m 600 -o jena-gateway {source.FullName}.secret {keyFile} / " +
                "The key file is not that of this backup: put the saved one there first, then repeat.");
        }
    }
}
