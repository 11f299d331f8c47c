namespace Jena.SensorNode.Gateway.Aggregates;

/// <summary>Registers aggregates.</summary>
internal static class AggregatesRegistration
{
    /// <summary>Adds <see cref="IAggregates"/>.</summary>
    public static IServiceCollection AddAggregates(this IServiceCollection services) => services.AddSingleton<IAggregates, DerivedAggregates>();
}
