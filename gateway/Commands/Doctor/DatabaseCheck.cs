using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>The database: opens, and is whole.</summary>
internal static class DatabaseCheck
{
    private const string Name = "Datenbank / database";

    /// <summary>Checks it.</summary>
    public static Finding Run(Database database)
    {
        using var connection = database.OpenReader();
        var answer = connection.Scalar<string>("PRAGMA quick_check(1)");
        var size = $"{database.SizeBytes / 1024.0 / 1024.0:0.0} MB";
        return answer == "ok"
            ? Finding.Good(Name, $"{database.Path}, {size}, unbeschädigt / undamaged")
            : Finding.Problem(Name, $"{database.Path}: {answer}", "Dienst anhalten, Datei sichern, letzte Sicherung einspielen (jena-gateway restore) / stop the service and restore the last backup");
    }
}
