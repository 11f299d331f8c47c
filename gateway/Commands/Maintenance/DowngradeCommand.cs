using System.CommandLine;
using Jena.SensorNode.Gateway.Storage;
using Spectre.Console;

namespace Jena.SensorNode.Gateway.Commands.Maintenance;

/// <summary>Takes schema steps back before an older version is installed.</summary>
internal static class DowngradeCommand
{
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
            using var connection = context.Get<Database>().OpenWriter();
            var taken = new MigrationRunner(context.Services.GetServices<MigrationSet>()).TakeBack(connection, parse.GetValue(steps)!.ToHashSet());
            context.Show(taken.Select(step => new { step.Number, step.Name }), console =>
            {
                foreach (var step in taken)
                {
                    console.WriteLine($"zurückgenommen / taken back: {step.Number} {step.Name}");
                }

                console.WriteLine("Jetzt die ältere Version installieren; diese hier würde die Schritte wieder machen. / Now install the older version.");
            });
            return Task.FromResult(ExitCodes.Done);
        });
    }
}
