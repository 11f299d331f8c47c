namespace Jena.SensorNode.Gateway.Quality;

/// <summary>Registers interpretation and judgement.</summary>
internal static class QualityRegistration
{
    /// <summary>Adds <see cref="ISampleInterpreter"/>, <see cref="IJudgedReadings"/> and <see cref="INewestReadings"/>; needs an <see cref="IForeignChannels"/> from the decoders.</summary>
    public static IServiceCollection AddQuality(this IServiceCollection services)
    {
        services.AddSettings<QualityOptions>("Gateway:Quality");
        services.AddSingleton<ISampleInterpreter, SampleInterpreter>();
        services.AddSingleton<SeriesReader>();
        services.AddSingleton<IJudgedReadings, JudgedReadings>();
        services.AddSingleton<INewestReadings, NewestReadings>();
        services.AddSingleton<IThinnedReadings, ThinnedReadings>();
        return services;
    }
}
