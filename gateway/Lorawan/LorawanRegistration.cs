using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Lorawan.Servers;
using Jena.SensorNode.Gateway.Quality;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Lorawan;

/// <summary>Registers what understands and takes foreign sensors.</summary>
internal static class LorawanRegistration
{
    /// <summary>Adds catalogue, ingest and the subscribers of the settings.</summary>
    public static IServiceCollection AddLorawan(this IServiceCollection services)
    {
        services.AddSettings<LorawanOptions>("Gateway:Lorawan");
        services.AddMigrations(LorawanMigrations.All);
        services.AddSingleton<DeviceCatalogue>();
        services.AddSingleton<IForeignChannels>(provider => provider.GetRequiredService<DeviceCatalogue>());
        services.AddSingleton<UplinkIngest>();
        services.AddHostedService<KeptUplinkReader>();
        services.AddSingleton<UplinkSubscriptions>();
        services.AddHostedService(provider => provider.GetRequiredService<UplinkSubscriptions>());
        return services;
    }
}
