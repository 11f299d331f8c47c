using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.SoilWater;

/// <summary>Registers calibrations and conversion.</summary>
internal static class SoilWaterRegistration
{
    /// <summary>Adds <see cref="ICalibrations"/> and <see cref="MoistureConverter"/>.</summary>
    public static IServiceCollection AddSoilWater(this IServiceCollection services)
    {
        services.AddSettings<SoilWaterOptions>("Gateway:SoilWater");
        services.AddMigrations(CalibrationMigrations.All);
        services.AddSingleton<CalibrationBook>();
        services.AddSingleton<ICalibrations>(provider => provider.GetRequiredService<CalibrationBook>());
        services.AddSingleton<MoistureConverter>();
        services.AddSingleton<CalibrationRefresher>();
        services.AddHostedService(provider => provider.GetRequiredService<CalibrationRefresher>());
        return services;
    }
}
