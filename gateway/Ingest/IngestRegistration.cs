using Jena.SensorNode.Gateway.Storage;

namespace Jena.SensorNode.Gateway.Ingest;

/// <summary>Registers the ingest.</summary>
internal static class IngestRegistration
{
    /// <summary>Adds the way of frames into the gateway.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddMigrations(IngestMigrations.All);
        services.AddSingleton<IncidentBook>();
        services.AddSingleton<RefusedFrames>();
        services.AddSingleton<FrameIngest>();
        services.AddHostedService<IncidentSaver>();
        return services;
    }
}
