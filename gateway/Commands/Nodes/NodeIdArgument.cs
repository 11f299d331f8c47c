using System.CommandLine;
using System.Globalization;
using Jena.SensorNode.Gateway.Nodes;

namespace Jena.SensorNode.Gateway.Commands.Nodes;

/// <summary>The node that a command is about.</summary>
internal static class NodeIdArgument
{
    /// <summary>The argument.</summary>
    public static Argument<string> Create() => new("KNOTEN")
    {
        Description = "Knotennummer, bis zu 8 Hexziffern (2a = 0000002a), wie auf dem Etikett / node id, up to 8 hex digits, as on the label",
    };

    /// <summary>Reads a node id; the label's <c>JSN:</c> may stand before it.</summary>
    /// <exception cref="RegistryException">Not a node id.</exception>
    public static uint Parse(string text)
    {
        var digits = text.StartsWith("JSN:", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        if (Eui.TryNormalize(digits, out _))
        {
            throw new RegistryException($"„{Shown(text)}“ ist ein Sensor eines anderen Herstellers; dieser Befehl gilt Knoten. / This is a foreign sensor; the command is for nodes.");
        }

        return digits.Length is > 0 and <= 8 && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new RegistryException(
                $"„{Shown(text)}“ ist keine Knotennummer: bis zu 8 Hexziffern, „node list“ zeigt alle. / Not a node id: up to 8 hex digits.");
    }

    private static string Shown(string text) => new([.. text.Take(20).Where(letter => !char.IsControl(letter))]);
}
