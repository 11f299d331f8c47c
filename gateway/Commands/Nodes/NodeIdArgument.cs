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
        var digits = Bare(text);
        if (Eui.TryNormalize(digits, out _))
        {
            throw new RegistryException($"„{Shown(text)}“ ist ein Sensor eines anderen Herstellers; dieser Befehl gilt Knoten. / This is a foreign sensor; the command is for nodes.");
        }

        return digits.Length is > 0 and <= 8 && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new RegistryException(
                $"„{Shown(text)}“ ist keine Knotennummer: bis zu 8 Hexziffern, „node list“ zeigt alle. / Not a node id: up to 8 hex digits.");
    }

    /// <summary>What is left of a name without what labels (<c>JSN:</c>), programs (<c>0x</c>) and copying (blanks) put around it.</summary>
    public static string Bare(string text)
    {
        var bare = text.Trim();
        if (bare.StartsWith("JSN:", StringComparison.OrdinalIgnoreCase))
        {
            bare = bare[4..].TrimStart();
        }

        return bare.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? bare[2..] : bare;
    }

    private static string Shown(string text) => new([.. text.Take(20).Where(letter => !char.IsControl(letter))]);
}
