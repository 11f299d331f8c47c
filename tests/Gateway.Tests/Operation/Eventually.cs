namespace Jena.SensorNode.Gateway.Tests.Operation;

/// <summary>Waits for what another thread will bring about; the limit is only there to end a test that hangs.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        for (var attempt = 0; attempt < 3000; attempt++)
        {
            if (condition())
                return;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Fail("This never came about: " + what);
    }
}
