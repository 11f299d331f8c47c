using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jena.SensorNode.Gateway.Ingest;
using Jena.SensorNode.Gateway.Readings.Blocks;
using Jena.SensorNode.Gateway.Tests.Lorawan;
using Jena.SensorNode.Gateway.Web.Queries;
using Jena.SensorNode.Gateway.Web.Views;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Jena.SensorNode.Gateway.Tests.Web;

/// <summary>A worn card spoils what is stored: one device's data hide no other's, and what cannot be shown is said in words.</summary>
public sealed class DamagedDataTests : IAsyncLifetime
{
    private const string Token = "ein-langes-token-fuer-tests";
    private PageHost _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await PageHost.StartAsync($"--Gateway:Lorawan:HttpToken={Token}");

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("UPDATE block SET data = x'ff' WHERE block_id & 134217727 = 1")]
    [InlineData("UPDATE block SET data = x'' WHERE block_id & 134217727 = 1")]
    [InlineData("UPDATE block SET data = randomblob(400) WHERE block_id & 134217727 = 1")]
    [InlineData("UPDATE block SET data = substr(data, 1, length(data) - 3) WHERE block_id & 134217727 = 1")]
    [InlineData("UPDATE block SET data = 'text' WHERE block_id & 134217727 = 1")]
    [InlineData("UPDATE block SET sample_count = -7 WHERE block_id & 134217727 = 1")]
    public async Task Damaged_readings_of_one_node_hide_no_other_and_are_said(string damage)
    {
        var (spoilt, sound) = (await AddAsync(4000), await AddAsync(3000));
        await _host.Services.GetRequiredService<LogSettler>().SettleAsync(Cancellation);
        Run(damage);

        foreach (var path in new[] { "/", "/en/", $"/knoten/0000000{spoilt}", $"/en/knoten/0000000{spoilt}", $"/knoten/0000000{sound}", "/fremde", "/vorfaelle", "/api/readings/latest" })
        {
            using var answer = await _host.Client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            Assert.Equal((path, HttpStatusCode.OK), (path, answer.StatusCode));
        }

        Assert.Contains("18,0 °C", await TextAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("nicht lesbar", await TextAsync($"/knoten/0000000{sound}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_node_whose_data_cannot_be_read_is_an_alarm_and_its_page_tells_where_to_look()
    {
        await AddAsync(4000);
        await _host.Services.GetRequiredService<LogSettler>().SettleAsync(Cancellation);
        Run("UPDATE block SET data = x'ff'");

        Assert.Contains("1 braucht Hilfe", await TextAsync("/"), StringComparison.Ordinal);
        Assert.Contains("Daten nicht lesbar: Speicherkarte prüfen", await TextAsync("/"), StringComparison.Ordinal);
        Assert.Contains("data cannot be read", await TextAsync("/en/knoten/00000001"), StringComparison.Ordinal);
        using var days = await _host.Client.GetAsync(new Uri("/api/nodes/00000001/days", UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, days.StatusCode);
        Assert.Contains("unlesbar", await TextAsync("/health"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_week_with_a_damaged_day_still_shows_how_the_node_is_now()
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddDays(-5), 8, index => [2900 + index, 2950, 2900, 288 + index, 272, 240]);
        await _host.Services.GetRequiredService<LogSettler>().SettleAsync(Cancellation);
        await TextAsync("/");
        Run("UPDATE block SET data = x'ff'");
        await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddMinutes(-10), 8, index => [3000 + index, 2950 + index, 2900 + index, 288 + index, 272 + index, 240 + index], boot: 2);

        var page = await TextAsync("/knoten/00000001");

        Assert.Contains("in Ordnung", page, StringComparison.Ordinal);
        Assert.Contains("Ein Teil der letzten 7 Tage ist nicht lesbar", page, StringComparison.Ordinal);
        Assert.Contains("18,4 °C", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x'00'")]
    [InlineData("x''")]
    [InlineData("randomblob(100)")]
    [InlineData("'text'")]
    public async Task A_damaged_message_of_a_foreign_device_stops_no_page(string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/lorawan/chirpstack?event=up") { Content = new StringContent(Uplinks.ChirpStack(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var posted = await _host.Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Run($"UPDATE foreign_uplink SET message = {message}");

        Assert.Contains("unbekannt, Rohdaten behalten", await TextAsync("/fremde"), StringComparison.Ordinal);
        Assert.Contains("1 Nachricht", await TextAsync("/fremde"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE node_settings SET content = '{'")]
    [InlineData("UPDATE incident SET detail = x'fffe', count = 9223372036854775807")]
    [InlineData("DELETE FROM stream")]
    public async Task Other_damage_is_survived_by_the_first_page(string damage)
    {
        await AddAsync(4000);
        _host.Services.GetRequiredService<IncidentBook>().Note("00000001", IncidentKind.Replay, "");
        Run(damage);

        Assert.Contains("1 in Ordnung", await TextAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "text/html", "Diese Seite geht gerade nicht")]
    [InlineData("/en/", "text/html", "This page does not work just now")]
    [InlineData("/en/?suche=x", "text/html", "This page does not work just now")]
    public async Task What_nobody_foresaw_is_a_page_in_words_without_the_reason(string path, string type, string words)
    {
        await using var host = await PageHost.StartAsync(builder => builder.Services.AddSingleton<IStatusSource, Failing>());
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = new HttpRequestMessage(method, path);
            using var answer = await host.Client.SendAsync(request, Cancellation);

            Assert.Equal((HttpStatusCode.InternalServerError, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));
            Assert.Equal(method == HttpMethod.Get, text.Contains(words, StringComparison.Ordinal));
            Assert.DoesNotContain("geheim", text, StringComparison.Ordinal);
        }

        // Other pages are as ever.
        Assert.Equal("[]", await host.Client.GetStringAsync("/api/readings/latest", Cancellation));
    }

    private async Task<int> AddAsync(int battery)
    {
        var node = await _host.AddNodeAsync(null);
        await _host.AddSamplesAsync(node, DateTimeOffset.UtcNow.AddMinutes(-10), 20, index => [3000 + index, 2950 + index, 2900 + index, 288, 272, 240], battery);
        return node;
    }

    private void Run(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_host.DataDirectory, "gateway.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await _host.Client.GetStringAsync(path, Cancellation));

    private sealed class Failing : IStatusSource
    {
        public IEnumerable<StatusLine> Lines() => throw new JsonException("geheim: /var/lib/jena-gateway");
    }
}
