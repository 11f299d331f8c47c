namespace Jena.SensorNode.Gateway.Operation.Health;

/// <summary>Registers what tells how the gateway is.</summary>
internal static class HealthRegistration
{
    /// <summary>Adds the model and its sources; findings of equal weight are told in this order.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<HealthModel>()
        .AddSingleton<IHealthSource, StorageHealth>()
        .AddSingleton<IHealthSource, RoomHealth>()
        .AddSingleton<IHealthSource, DamageHealth>()
        .AddSingleton<IHealthSource, ClockHealth>()
        .AddSingleton<IHealthSource, SinkHealth>()
        .AddSingleton<IHealthSource, BrokerHealth>()
        .AddSingleton<IHealthSource, LorawanHealth>()
        .AddSingleton<IHealthSource, IncidentHealth>()
        .AddSingleton<IHealthSource, ServiceHealth>();
}
