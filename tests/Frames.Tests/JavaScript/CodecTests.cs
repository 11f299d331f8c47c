using System.ComponentModel;
using System.Diagnostics;

namespace Jena.SensorNode.Frames.Tests.JavaScript;

/// <summary>The JavaScript codec under Node.js: a second decoder, written apart, that must agree with the vectors.</summary>
public sealed class CodecTests
{
    [Fact]
    public async Task The_codec_agrees_with_every_vector()
    {
        var folder = Path.Combine(Repository.FramesFolder, "JavaScript");
        var start = new ProcessStartInfo("node", ["--test", "--test-reporter=tap", "codec.test.js"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Start(start);
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Contains("# fail 0", await output, StringComparison.Ordinal);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("Node.js (node) is not installed, so the JavaScript codec was not run.");
            throw;
        }
    }
}
