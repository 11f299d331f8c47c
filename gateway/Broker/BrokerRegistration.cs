namespace Jena.SensorNode.Gateway.Broker;

/// <summary>Registers the way of frames over MQTT.</summary>
internal static class BrokerRegistration
{
    /// <summary>Adds the built-in broker.</summary>
    public static IServiceCollection AddBroker(this IServiceCollection services)
    {
        services.AddSettings<BrokerOptions>("Gateway:Broker");
        services.AddSingleton<NodeCredentials>();
        services.AddSingleton<NodeMessages>();
        services.AddSingleton<BrokerService>();
        services.AddHostedService(provider => provider.GetRequiredService<BrokerService>());
        return services;
    }
}
