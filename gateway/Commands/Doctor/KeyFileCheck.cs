using Jena.SensorNode.Gateway.Nodes.Keys;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>The key file: there, private, and of this database.</summary>
internal static class KeyFileCheck
{
    private const string Name = "Schlüsseldatei / key file";

    /// <summary>Checks it; a fault's own message says what to do.</summary>
    public static Finding Run(SecretBoxProvider secrets)
    {
        try
        {
            secrets.Get();
            return Finding.Good(Name, $"{secrets.KeyFilePath}, nur für den Besitzer lesbar, passt zur Datenbank / private, fits the database");
        }
        catch (Exception problem) when (ProblemText.Of(problem, secrets.KeyFilePath) is { } text)
        {
            return Finding.Problem(Name, text, "Sicherung der Schlüsseldatei zurücklegen oder Rechte richten / put the backup of the key file back, or mend its rights");
        }
    }
}
