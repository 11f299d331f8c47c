using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>The database: opens, and is whole.</summary>
internal static class DatabaseCheck
{
    private const string Name = "Datenbank / database";

    /// <summary>Checks it; opens it only where it is, and brings an older one up to date as every command does.</summary>
    public static Finding Run(CommandContext context)
    {
        try
        {
            if (!context.HasDatabase)
            {
                return Finding.Warning(Name, $"{context.DataDirectory}: noch keine / none yet", "entsteht beim Start des Dienstes oder mit „site import“ und „node add“ / the service makes it at its start");
            }

            var database = context.Get<Database>();
            using var connection = database.OpenReader();
            var answer = connection.Scalar<string>("PRAGMA quick_check(1)");
            return answer == "ok"
                ? Finding.Good(Name, $"{database.Path}, {database.SizeBytes / 1024.0 / 1024.0:0.0} MB, unbeschädigt / undamaged")
                : Damaged($"{database.Path}: {answer}");
        }
        catch (Exception problem) when (ProblemText.Of(problem, context.DataDirectory) is { } text)
        {
            return ProblemText.IsOfRoom(problem, context.DataDirectory) ? Finding.Problem(Name, text, DiskCheck.MakeRoom) : Damaged(text);
        }
    }

    private static Finding Damaged(string text) => Finding.Problem(
        Name, text, "Hilft das Genannte nicht: Dienst anhalten, Datei sichern, letzte Sicherung einspielen (jena-gateway restore) / else stop the service and restore the last backup");
}
