namespace Jena.SensorNode.Gateway.Broker;

/// <summary>Registers the way of frames over MQTT.</summary>
internal static class BrokerRegistration
{
    /// <summary>Adds the built-in broker and the outside one; the settings say which is used.</summary>
    public static IServiceCollection AddBroker(this IServiceCollection services)
    {
        services.AddSettings<BrokerOptions>("Gateway:Broker");
        services.AddSettings<ExternalOptions>("Gateway:External");
        services.AddSingleton<NodeCredentials>();
        services.AddSingleton<NodeMessages>();
        services.AddSingleton<BrokerService>();
        services.AddHostedService(provider => provider.GetRequiredService<BrokerService>());
        services.AddSingleton<ExternalBroker>();
        services.AddHostedService(provider => provider.GetRequiredService<ExternalBroker>());
        return services;
    }
}
