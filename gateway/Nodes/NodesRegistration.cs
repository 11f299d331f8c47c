using Jena.SensorNode.Gateway.Nodes.Keys;
using Jena.SensorNode.Gateway.Nodes.Provisioning;
using Jena.SensorNode.Gateway.Nodes.Registry;
using Jena.SensorNode.Gateway.Nodes.Reports;
using Jena.SensorNode.Gateway.Nodes.Settings;
using Jena.SensorNode.Gateway.Nodes.Sites;
using Jena.SensorNode.Gateway.Nodes.Snapshots;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Nodes;

/// <summary>Registers the registry of nodes, sites and keys.</summary>
internal static class NodesRegistration
{
    /// <summary>Adds everything; needs storage and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddNodes(this IServiceCollection services)
    {
        services.AddSettings<NodeOptions>("Gateway");
        services.AddMigrations(NodeMigrations.All);
        services.AddSingleton(provider => new SecretBoxProvider(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<NodeOptions>().PathIn(provider.GetRequiredService<StorageOptions>().DataDirectory)));
        services.AddSingleton<NodeDirectory>();
        services.AddSingleton<INodeDirectory>(provider => provider.GetRequiredService<NodeDirectory>());
        services.AddSingleton<RegistryWriter>();
        services.AddSingleton<NodeRegistration>();
        services.AddSingleton<NodeRegistry>();
        services.AddSingleton<SiteImport>();
        services.AddSingleton<SiteBook>();
        services.AddSingleton<NodeSettingsRegistry>();
        services.AddSingleton<Provisioner>();
        services.AddSingleton<INodeSettingsSource, NodeSettingsSource>();
        services.AddSingleton<NodeReports>();
        services.AddSingleton<INodeReports>(provider => provider.GetRequiredService<NodeReports>());
        services.AddSingleton<ReportKeeper>();
        services.AddSingleton<ForeignRegistration>();
        services.AddHostedService<RegistryWatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<ReportKeeper>());
        return services;
    }
}
