using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Jena.SensorNode.Gateway.Operation;

/// <summary>Registers what keeps the service running and seen.</summary>
internal static class OperationRegistration
{
    /// <summary>Adds listening and the file that tells the ports.</summary>
    public static IServiceCollection AddOperation(this IServiceCollection services)
    {
        services.AddSettings<WebOptions>("Gateway:Web");
        services.AddSingleton<GatewayPorts>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider =>
            new ConfigureOptions<KestrelServerOptions>(kestrel => Listen(kestrel, provider.GetRequiredService<WebOptions>())));
        services.AddHostedService<PortsFile>();
        return services;
    }

    private static void Listen(KestrelServerOptions kestrel, WebOptions web)
    {
        kestrel.AddServerHeader = false;
        if (web.Address.Length > 0)
            kestrel.Listen(IPAddress.Parse(web.Address), web.Port);
        else
            kestrel.ListenAnyIP(web.Port);
    }
}
