namespace Jena.SensorNode.Gateway.Web.Views;

/// <summary>One device of another maker.</summary>
/// <param name="Eui">Its EUI.</param>
/// <param name="Name">Its name at the network server.</param>
/// <param name="Model">What it is, as far as known.</param>
/// <param name="Level">Whether its messages can be read.</param>
/// <param name="State">The same in words.</param>
/// <param name="Messages">Messages kept, in words.</param>
/// <param name="Last">When the last one came, in words.</param>
/// <param name="Raw">Bytes of the last message as hex, with port.</param>
public sealed record ForeignRow(string Eui, string Name, string Model, Level Level, string State, string Messages, string Last, string Raw)
{
    /// <summary>True where it has a page of its own.</summary>
    public bool HasPage { get; init; }
}

/// <summary>The page of devices of other makers.</summary>
/// <param name="Rows">The devices, the one heard last first.</param>
/// <param name="HasMore">True where more were heard than are shown.</param>
public sealed record ForeignList(IReadOnlyList<ForeignRow> Rows, bool HasMore);
