namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Registers interpretation and judgement.</summary>
internal static class QualityRegistration
{
    /// <summary>Adds <see cref="ISampleInterpreter"/> and <see cref="IJudgedReadings"/>; needs an <see cref="IForeignChannels"/> from the decoders.</summary>
    public static IServiceCollection AddQuality(this IServiceCollection services)
    {
        services.AddSettings<QualityOptions>("Gateway:Quality");
        services.AddSingleton<ISampleInterpreter, SampleInterpreter>();
        services.AddSingleton<IJudgedReadings, JudgedReadings>();
        services.AddSingleton<IThinnedReadings, ThinnedReadings>();
        return services;
    }
}
