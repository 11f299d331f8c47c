using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Jena.SensorNode.Gateway.Lorawan.Ingest;
using Jena.SensorNode.Gateway.Nodes;
using Jena.SensorNode.Gateway.Readings;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.AspNetCore.Builder;

namespace Jena.SensorNode.Gateway.Tests.Lorawan;

/// <summary>The whole gateway with the HTTP intake on, and what a network server does with it.</summary>
internal sealed class UplinkHost : IAsyncDisposable
{
    public const string Token = "ein-langes-token-fuer-tests";
    private readonly HttpClient _client = new();

    private UplinkHost(RunningGateway gateway)
    {
        Gateway = gateway;
        _client.BaseAddress = gateway.Page;
    }

    public RunningGateway Gateway { get; }

    public UplinkCounters Counters => Gateway.Get<UplinkIngest>().Counters;

    public static async Task<UplinkHost> StartAsync(string? dataDirectory = null, Action<WebApplicationBuilder>? configure = null, params string[] settings) =>
        new(await RunningGateway.StartAsync([$"--Gateway:Lorawan:HttpToken={Token}", .. settings], configure, dataDirectory));

    public Task<(HttpStatusCode Status, string Body)> PostAsync(string json, string path = "/lorawan/chirpstack") =>
        PostAsync(json, path, new AuthenticationHeaderValue("Bearer", Token));

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string json, string path, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = authorization;
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Trim());
    }

    /// <summary>What became of a message, in a word.</summary>
    public async Task<string> TakeAsync(string json) => (await PostAsync(json)).Body;

    /// <summary>All samples of the only device, by time.</summary>
    public List<Sample> Samples() =>
        Gateway.Get<INodeDirectory>().All() is [var device] ? [.. Gateway.Get<IReadingStore>().Read(device.DeviceId, 0, long.MaxValue)] : [];

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Gateway.DisposeAsync();
    }
}
