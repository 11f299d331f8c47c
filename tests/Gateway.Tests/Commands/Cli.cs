using System.Text.Json;
using Jena.SensorNode.Gateway.Commands;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Tests.Operation;
using Microsoft.AspNetCore.Builder;

namespace Jena.SensorNode.Gateway.Tests.Commands;

/// <summary>Runs command lines in this process over a data directory of its own.</summary>
internal sealed class Cli : IDisposable
{
    /// <summary>Commands over a data directory of their own, or beside a gateway that runs over <paramref name="data"/>.</summary>
    public Cli(string? data = null)
    {
        Directory.CreateDirectory(Folder);
        Data = data ?? Path.Combine(Folder, "data");
    }

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"cli-{Guid.NewGuid():N}");

    public string Data { get; }

    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public string Input { get; set; } = "";

    /// <summary>What is piped in, where that is no text.</summary>
    public byte[]? InputBytes { get; set; }

    /// <summary>Another clock than the machine's.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Settings of the gateway beyond the data directory.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public async Task<int> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(Input);
        var io = new CommandIo(output, error, input)
        {
            OpenBytes = () => new MemoryStream(InputBytes ?? System.Text.Encoding.UTF8.GetBytes(Input)),
            Configure = builder =>
            {
                Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(builder.Configuration, Settings);
                SetTime(builder);
            },
        };
        var code = await CommandLine.RunAsync([.. args, "--data-directory", Data], io, TestContext.Current.CancellationToken);
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>Runs a command that must succeed, and gives its JSON.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args)
    {
        var code = await RunAsync([.. args, "--json"]);
        Assert.True(code is ExitCodes.Done or ExitCodes.DoneWithProblems, Error);
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    /// <summary>A site without a tree; makes the database.</summary>
    public Task<JsonElement> AddSiteAsync(string reference = "platz", string name = "Marktplatz") =>
        JsonAsync("site", "add", reference, "--name", name, "--latitude", "50.93", "--longitude", "11.59");

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>The gateway's services over the same data, not running.</summary>
    public WebApplication Gateway() => GatewayHost.Create([$"--Gateway:DataDirectory={Data}"], builder =>
    {
        builder.LogToTest();
        SetTime(builder);
    });

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void SetTime(WebApplicationBuilder builder)
    {
        if (Time is not null)
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton(builder.Services, Time);
    }
}
