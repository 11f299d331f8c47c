using Jena.SensorNode.Gateway.Broker;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Views;
using static Jena.SensorNode.Gateway.Web.Texts.Language;

namespace Jena.SensorNode.Gateway.Web.Status;

/// <summary>Whether nodes find a broker: the built-in one, an outside one, or both.</summary>
internal sealed class BrokerStatus(BrokerService broker, BrokerOptions options, ExternalBroker external, ExternalOptions externalOptions) : IStatusSource
{
    private static string Outside => Say("Fremder Broker", "Outside broker");

    /// <inheritdoc/>
    public IEnumerable<StatusLine> Lines()
    {
        if (options.Enabled)
            yield return BuiltIn(broker.Connections, broker.CertificateError);
        if (externalOptions.Enabled)
        {
            yield return external switch
            {
                { IsConnected: true, Error: null } => new(Outside, Level.Good, $"{Say("verbunden mit", "connected to")} {externalOptions.Host}"),
                { IsConnected: true } => new(Outside, Level.Warning, $"{Say("verbunden mit", "connected to")} {externalOptions.Host}: {external.Error}"),
                _ => new(Outside, Level.Alarm, $"{Say("liefert nichts", "delivers nothing")}: {external.Error ?? Say("verbindet noch", "connecting")}"),
            };
        }
    }

    private StatusLine BuiltIn(int connections, string? certificateError)
    {
        var connected = Count(connections, Say("Knoten verbunden", "node connected"), Say("Knoten verbunden", "nodes connected"));
        if (certificateError is not null)
            return new("Broker", Level.Warning, $"{connected}; {Say("das neue Zertifikat lässt sich nicht laden, das bisherige gilt weiter", "the new certificate cannot be loaded, the one of before stays in force")}: {certificateError}");
        return connections < options.MaximumConnections
            ? new("Broker", Level.Good, connected)
            : new("Broker", Level.Warning, $"{connected}; {Say("mehr lässt Gateway:Broker:MaximumConnections nicht zu", "Gateway:Broker:MaximumConnections allows no more")}");
    }
}
