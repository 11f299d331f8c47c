using Jena.SensorNode.Gateway.Lorawan.Devices;
using Jena.SensorNode.Gateway.Quality;

namespace Jena.SensorNode.Gateway.Lorawan;

/// <summary>Registers what understands and takes foreign sensors.</summary>
internal static class LorawanRegistration
{
    /// <summary>Adds the catalogue of devices.</summary>
    public static IServiceCollection AddLorawan(this IServiceCollection services)
    {
        services.AddSingleton<DeviceCatalogue>();
        services.AddSingleton<IForeignChannels>(provider => provider.GetRequiredService<DeviceCatalogue>());
        return services;
    }
}
