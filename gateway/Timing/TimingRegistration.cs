using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Timing;

/// <summary>Registers the gateway's clock.</summary>
internal static class TimingRegistration
{
    /// <summary>Adds the clock, its watch and the repair of provisional times.</summary>
    public static IServiceCollection AddTiming(this IServiceCollection services)
    {
        services.AddSettings<TimingOptions>("Gateway:Timing");
        services.AddSingleton<IClockSynchronisation, SystemClockSynchronisation>();
        services.AddMigrations(TimingMigrations.All);
        services.AddSingleton(provider =>
        {
            using var connection = provider.GetRequiredService<Database>().OpenReader();
            var (newest, period) = ClockHistory.Read(connection, provider.GetRequiredService<IReadingStore>());
            var clock = new GatewayClock(
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IClockSynchronisation>(),
                provider.GetRequiredService<TimingOptions>(),
                newest,
                period);
            provider.GetRequiredService<GatewayTime>().Follow(() => clock.Present);
            return clock;
        });
        services.AddSingleton(provider =>
        {
            using var connection = provider.GetRequiredService<Database>().OpenReader();
            return new TimeRepair(provider.GetRequiredService<IReadingStore>(), ClockHistory.ReadAhead(connection));
        });
        services.AddHostedService<ClockWatch>();
        return services;
    }
}
