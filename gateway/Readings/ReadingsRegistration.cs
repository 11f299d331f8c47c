using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Readings.Damage;
using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Readings;

/// <summary>Registers the store of readings.</summary>
internal static class ReadingsRegistration
{
    /// <summary>Adds the SQLite store.</summary>
    public static IServiceCollection AddReadings(this IServiceCollection services)
    {
        services.AddSettings<SettlingOptions>("Gateway:Readings");
        services.AddMigrations(ReadingMigrations.All);
        services.AddSingleton<DamageBook>();
        services.AddSingleton<SqliteReadingStore>();
        services.AddSingleton<IReadingStore>(provider => provider.GetRequiredService<SqliteReadingStore>());
        services.AddSingleton<LogSettler>();
        services.AddSingleton<Retention>();
        services.AddHostedService<SettlingService>();
        return services;
    }
}
