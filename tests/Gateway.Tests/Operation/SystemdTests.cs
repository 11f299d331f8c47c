using System.Net.Sockets;
using System.Text;
using Jena.SensorNode.Gateway.Operation;
using Jena.SensorNode.Gateway.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Time.Testing;

namespace Jena.SensorNode.Gateway.Tests.Operation;

public class SystemdTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_says_that_it_is_ready_and_alive_whatever_its_parent_is_called()
    {
        using var folder = new TestFolder();
        var path = folder.File("notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));

        await using var gateway = await GatewayProcess.StartAsync(_ => [("NOTIFY_SOCKET", path), ("WATCHDOG_USEC", "400000")]);

        var heard = new List<string>();
        while (heard.Count(message => message == "WATCHDOG=1") < 3 || !heard.Contains("READY=1"))
        {
            var buffer = new byte[512];
            var length = await socket.ReceiveAsync(buffer, SocketFlags.None, Cancellation);
            heard.AddRange(Encoding.UTF8.GetString(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        Assert.Contains("<6>", gateway.Log, StringComparison.Ordinal); // lines carry their level, as the journal reads them
    }

    [Fact]
    public async Task A_writer_that_hangs_ends_the_signs_of_life_and_one_that_works_again_resumes_them()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var notifier = new CountingNotifier();
        await using var gateway = await RunningGateway.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(time);
            builder.Services.AddSingleton<ISystemdNotifier>(notifier);
            builder.Services.AddSingleton(new SystemdService(IsNotified: true, TimeSpan.FromMilliseconds(20)));
        });
        var writer = gateway.Get<DatabaseWriter>();
        await Eventually.TrueAsync(() => notifier.Count > 2, "signs of life");

        using var hang = new ManualResetEventSlim();
        var hung = writer.WriteAsync(_ => { hang.Wait(Cancellation); return 0; }, Cancellation);
        await Eventually.TrueAsync(() => writer.QueueLength == 0, "the writer took it");
        var behind = writer.WriteAsync(_ => 0, Cancellation);
        time.Advance(TimeSpan.FromSeconds(119));
        var before = notifier.Count;
        await Eventually.TrueAsync(() => notifier.Count > before + 2, "a long group is no reason to restart");

        time.Advance(TimeSpan.FromSeconds(2));
        await Task.Delay(100, Cancellation);
        var silent = notifier.Count;
        await Task.Delay(300, Cancellation);
        Assert.Equal(silent, notifier.Count);

        hang.Set();
        await Task.WhenAll(hung, behind);
        await Eventually.TrueAsync(() => notifier.Count > silent, "signs of life again");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("bald")]
    public void Without_a_watchdog_there_is_no_interval(string? microseconds)
    {
        var told = SystemdService.From(name => name == "WATCHDOG_USEC" ? microseconds : null);

        Assert.Equal(new SystemdService(IsNotified: false, null), told);
    }

    private sealed class CountingNotifier : ISystemdNotifier
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public bool IsEnabled => true;

        public void Notify(ServiceState state) => Interlocked.Increment(ref _count);
    }
}
