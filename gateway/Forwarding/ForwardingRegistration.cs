using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Forwarding;

/// <summary>Registers the way of readings out of the gateway.</summary>
internal static class ForwardingRegistration
{
    /// <summary>Adds the outbox and the sinks of the settings.</summary>
    public static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.AddSettings<ForwardingOptions>("Gateway");
        services.AddMigrations(ForwardingMigrations.All);
        services.AddSingleton<Outbox>();
        services.AddSingleton<SampleTranslator>();
        services.AddSingleton<ForwardingService>();
        services.AddSingleton<ILogFollower>(provider => provider.GetRequiredService<ForwardingService>());
        services.AddHostedService(provider => provider.GetRequiredService<ForwardingService>());
        return services;
    }
}
