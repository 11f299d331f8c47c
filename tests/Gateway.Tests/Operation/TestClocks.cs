using Jena.SensorNode.Gateway.Timing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>What the operating system says of its clock, as a test wants it.</summary>
internal sealed class TestSynchronisation(Synchronisation state) : IClockSynchronisation
{
    public Synchronisation State { get; set; } = state;

    public Synchronisation Ask() => State;
}

internal static class TestClocks
{
    public static WebApplicationBuilder UseUnsetClock(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IClockSynchronisation>(new TestSynchronisation(Synchronisation.NotYet));
        return builder;
    }
}
