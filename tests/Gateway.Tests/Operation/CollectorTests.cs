using System.Collections.Concurrent;
using System.Net;
using Jena.SensorNode.Gateway.Tests.Broker;
using Jena.SensorNode.Gateway.Tests.Ingest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>Metrics and traces over OTLP, to a collector that listens as a real one does: gRPC without TLS, and HTTP with protobuf.</summary>
public class CollectorTests
{
    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Metrics_and_traces_reach_a_collector(string protocol)
    {
        await using var collector = await Collector.StartAsync();
        await using var gateway = await GatewayProcess.StartAsync(_ =>
        [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", protocol == "grpc" ? collector.Grpc : collector.Http),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol), ("OTEL_METRIC_EXPORT_INTERVAL", "300"), ("OTEL_BSP_SCHEDULE_DELAY", "200"),
        ]);
        await using var wire = await TestNode.ConnectAsync(gateway.MqttPort, gateway.Node);

        await wire.PublishAsync(TestFrames.Encode(gateway.Node.NodeId, gateway.Node.Key, 1, 0, 900, layout: gateway.Node.Layout.Id));

        await Eventually.TrueAsync(() => collector.Strings("trace").Contains("store frame"), "the span of the frame");
        await Eventually.TrueAsync(() => collector.Strings("metrics").IsSupersetOf(["jena.frames", "jena.samples", "jena.commits", "jena.clock.set", "jena.database.size", "accepted"]), "the gateway's metrics");
        Assert.Contains("00000001", collector.Strings("trace"));
        Assert.Contains("jena-gateway", collector.Strings("trace"));
    }

    private sealed class Collector(WebApplication app, ConcurrentBag<(string Kind, byte[] Body)> received) : IAsyncDisposable
    {
        public string Grpc { get; private set; } = "";

        public string Http { get; private set; } = "";

        public static async Task<Collector> StartAsync()
        {
            var received = new ConcurrentBag<(string, byte[])>();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
                kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            });
            var app = builder.Build();
            app.MapPost("/v1/{kind}", async (HttpContext context, string kind) => received.Add((kind, await ReadAsync(context))));
            app.MapPost("/{service}/Export", async (HttpContext context, string service) =>
            {
                // A message of gRPC has a byte and its length before it; the empty answer is five zeros.
                received.Add((service, (await ReadAsync(context))[5..]));
                context.Response.ContentType = "application/grpc";
                await context.Response.Body.WriteAsync(new byte[5]);
                context.Response.AppendTrailer("grpc-status", "0");
            });
            await app.StartAsync();
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
            return new Collector(app, received) { Grpc = addresses[0], Http = addresses[1] };
        }

        /// <summary>Every text anywhere in what came of a kind.</summary>
        public HashSet<string> Strings(string kind) => [.. received.Where(message => message.Kind.Contains(kind, StringComparison.Ordinal)).SelectMany(message => Protobuf.Strings(message.Body))];

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private static async Task<byte[]> ReadAsync(HttpContext context)
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            return body.ToArray();
        }
    }
}
