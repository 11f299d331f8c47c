using System.CommandLine;
using Jena.SensorNode.Gateway.Forwarding;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>Takes schema steps back before an older version is installed.</summary>
internal static class DowngradeCommand
{
    private const int Busy = 5;
    private const int Locked = 6;

    /// <summary>The command.</summary>
    public static Command Create(CommandRunner runner)
    {
        var steps = new Argument<int[]>("NUMMER")
        {
            Description = "Schritte, die die ältere Version nicht kennt; sie nennt sie beim Start / steps that the older version does not know; it names them at start",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command(
            "downgrade",
            "Schritte des Datenbankschemas zurücknehmen, um zu einer älteren Version zurückzukehren. Vorher sichern und den Dienst anhalten. / " +
            "Take back schema steps to return to an older version. Back up and stop the service first.")
        {
            steps,
        };
        return runner.Bind(command, (parse, context, _) =>
        {
            var last = context.Get<IReadingStore>().LastSequence;
            context.Get<SqliteReadingStore>().Dispose();
            using var connection = context.Get<Database>().OpenWriter();
            Claim(connection);
            var behind = Outbox.Behind(connection, context.Get<ForwardingOptions>().Sinks.Select(sink => sink.Name), last);
            var taken = new MigrationRunner(context.Services.GetServices<MigrationSet>()).TakeBack(connection, parse.GetValue(steps)!.ToHashSet());
            context.Show(taken.Select(step => new { step.Number, step.Name }), console =>
            {
                foreach (var step in taken)
                {
                    console.WriteLine($"zurückgenommen / taken back: {step.Number} {step.Name}");
                }

                foreach (var (sink, lacks) in behind)
                {
                    console.MarkupLine($"Ziel {Safe.Text(sink)}: {lacks} Messungen stehen noch aus und bleiben vorgemerkt. / Sink: so many samples are still to come and stay in line.");
                }

                console.WriteLine("Jetzt die ältere Version installieren; diese hier würde die Schritte wieder machen. / Now install the older version.");
            });
            return Task.FromResult(ExitCodes.Done);
        });
    }

    /// <summary>Nobody else may have the database open: a service whose tables vanish takes no frame any more.</summary>
    private static void Claim(SqliteConnection connection)
    {
        try
        {
            connection.DefaultTimeout = 2;
            // SQLite takes the lock with the transaction after the one in which the mode was set.
            connection.Run("PRAGMA locking_mode = EXCLUSIVE");
            for (var round = 0; round < 2; round++)
                connection.Run("BEGIN EXCLUSIVE; UPDATE storage_probe SET count = count; COMMIT");
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is Busy or Locked)
        {
            throw new RegistryException(
                "Der Dienst läuft noch, nichts wurde geändert: erst systemctl stop jena-gateway, dann wiederholen. / The service is still running, nothing was changed: stop it first, then repeat.");
        }
    }
}
