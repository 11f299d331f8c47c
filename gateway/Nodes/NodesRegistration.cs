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
        services.AddSingleton(provider => new NodeRegistration(
            provider.GetRequiredService<RegistryWriter>(),
            provider.GetRequiredService<SecretBoxProvider>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new NodeRegistry(
            provider.GetRequiredService<RegistryWriter>(),
            provider.GetRequiredService<SecretBoxProvider>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SiteImport(
            provider.GetRequiredService<RegistryWriter>(), provider.GetRequiredService<INodeDirectory>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new NodeSettingsRegistry(
            provider.GetRequiredService<RegistryWriter>(),
            provider.GetRequiredService<SecretBoxProvider>(),
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Provisioner(
            provider.GetRequiredService<INodeDirectory>(),
            provider.GetRequiredService<NodeRegistry>(),
            provider.GetRequiredService<Database>()));
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
