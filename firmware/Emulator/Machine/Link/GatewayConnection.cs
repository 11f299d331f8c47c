using System.Net;
using System.Net.Sockets;
using Jena.SensorNode.Emulator.Radio;
using Jena.SensorNode.Emulator.Scheduling;

namespace Jena.SensorNode.Emulator.Link;

/// <summary>
/// A real TCP connection seen from virtual time: while an answer is due, the device's time stands still; what arrives is delivered one
/// (virtual) round trip after the question. Faults of <see cref="LinkConditions"/> are played here.
/// </summary>
public sealed class GatewayConnection : IDisposable
{
    private readonly DeviceRun run;
    private readonly TcpClient? client;
    private readonly CancellationTokenSource closing = new();
    private readonly List<(int ReplyType, NetworkInbox.Hold Hold)> due = [];
    private StandInGateway? standIn;
    private NetworkInbox.Hold? downlinkPause;
    private int sentBytes;
    private int receivedBytes;
    private long lastDeliveryTicks;
    private bool isClosed;

    private GatewayConnection(DeviceRun run, TcpClient? client)
    {
        this.run = run;
        this.client = client;
    }

    /// <summary>A packet has arrived. Raised between device threads; must not wait.</summary>
    public Action<MqttPacket> Received { get; set; } = _ => { };

    /// <summary>The other side or the network has closed the connection. Raised between device threads; must not wait.</summary>
    public Action Closed { get; set; } = () => { };

    /// <summary>False once closed by either side.</summary>
    public bool IsOpen => !isClosed;

    private LinkConditions Conditions => run.Device.Link;

    /// <summary>What a name lookup does: nothing for figures; a round trip for a known name.</summary>
    /// <exception cref="LinkException">No network, or nobody knows the name.</exception>
    public static void Resolve(DeviceRun run, string host)
    {
        if (IPAddress.TryParse(host, out _))
        {
            return;
        }

        if (run.Radio.State != RadioState.Connected)
        {
            throw new LinkException("no network");
        }

        run.Charge(run.Device.Link.SampleRoundTrip(run.Device.Random));
        if (!run.Device.Link.KnownNames.Contains(host))
        {
            throw new LinkException($"unknown host {host}");
        }
    }

    /// <summary>Connects.</summary>
    /// <exception cref="LinkException">No network, refused or timed out.</exception>
    public static GatewayConnection Open(DeviceRun run, string host, int port)
    {
        if (run.Radio.State != RadioState.Connected)
        {
            run.Charge(TimeSpan.FromMilliseconds(1));
            throw new LinkException("no network");
        }

        run.Transmit(packets: 1);
        var conditions = run.Device.Link;
        switch (conditions.Presence(run.TrueTime))
        {
            case GatewayPresence.Refuses:
                run.Sleep(conditions.SampleRoundTrip(run.Device.Random));
                throw new LinkException("connection refused");
            case GatewayPresence.Silent:
                run.Sleep(conditions.ConnectTimeout);
                throw new LinkException("connection timed out");
            case GatewayPresence.Freezes:
                run.Freeze("a native network call never returned");
                break;
            case GatewayPresence.Mute:
                return new GatewayConnection(run, null);
            case GatewayPresence.StandIn:
                run.Sleep(conditions.SampleRoundTrip(run.Device.Random));
                return new GatewayConnection(run, null) { standIn = new StandInGateway() };
            case GatewayPresence.Present:
            default:
                break;
        }

        var (realHost, realPort) = conditions.Route(host, port);
        var client = new TcpClient { NoDelay = true };
        try
        {
            client.Connect(realHost, realPort);
        }
        catch (SocketException e)
        {
            client.Dispose();
            run.Sleep(conditions.SampleRoundTrip(run.Device.Random));
            throw new LinkException(e.Message);
        }

        run.Sleep(conditions.SampleRoundTrip(run.Device.Random));
        var connection = new GatewayConnection(run, client);
        run.AtEnd(connection.Close);
        _ = Task.Run(connection.ReceiveAsync);
        return connection;
    }

    /// <summary>Sends a packet. Virtual time stands still until an answer of <paramref name="replyType"/> is here (0: none is due).</summary>
    /// <exception cref="LinkException">The connection is gone.</exception>
    public void Send(MqttPacket packet, int replyType)
    {
        if (isClosed)
        {
            throw new LinkException("the connection is closed");
        }

        run.Transmit(packets: 1);
        run.Device.Clock?.AdvanceTo(run.TrueTime);
        var bytes = packet.ToBytes();
        if (Conditions.CutAfterSentBytes is { } limit && sentBytes + bytes.Length > limit)
        {
            Break();
            throw new LinkException("the connection was cut");
        }

        sentBytes += bytes.Length;
        var isLost = packet.Type == 3 && Conditions.Acknowledgements(run.TrueTime) == AcknowledgementFate.MessageLost;
        if (standIn is not null && !isLost)
        {
            foreach (var answer in standIn.Answers(packet))
            {
                Arrived(answer);
            }
        }

        if (client is null || isLost)
        {
            return;
        }

        if (replyType != 0)
        {
            due.Add((replyType, run.Scheduler.Inbox.HoldTime()));
        }

        try
        {
            client.GetStream().Write(bytes);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            Break();
            throw new LinkException(e.Message);
        }
    }

    /// <summary>Closes from the device's side.</summary>
    public void Close()
    {
        isClosed = true;
        ReleaseAll();
        closing.Cancel();
        client?.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        closing.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            var stream = client!.GetStream();
            while (await MqttPacket.ReadAsync(stream, closing.Token) is { } packet)
            {
                run.Scheduler.Inbox.Post(() => Arrived(packet));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The end of the connection is told below, whatever ended it.
        }

        run.Scheduler.Inbox.Post(ClosedFromAfar);
    }

    /// <summary>What arrived before the end is delivered before the end is told.</summary>
    private void ClosedFromAfar()
    {
        ReleaseAll();
        var now = run.Scheduler.NowTicks + (Conditions.SampleRoundTrip(run.Device.Random) / 2).Ticks;
        run.Scheduler.At(Math.Max(now, lastDeliveryTicks + 1), Break);
    }

    private void Arrived(MqttPacket packet)
    {
        if (isClosed)
        {
            return;
        }

        receivedBytes += packet.Body.Length + 2;
        if (Conditions.CutAfterReceivedBytes is { } limit && receivedBytes > limit)
        {
            Break();
            return;
        }

        Release(packet);
        var at = run.Scheduler.NowTicks + (Conditions.SampleRoundTrip(run.Device.Random) / 2).Ticks;
        var fate = packet.Type == 4 ? Conditions.Acknowledgements(run.TrueTime) : AcknowledgementFate.Arrives;
        if (fate == AcknowledgementFate.Lost)
        {
            return;
        }

        var late = fate == AcknowledgementFate.Late ? Conditions.LateBy.Ticks : 0;
        Deliver(packet, at + late);
        if (fate == AcknowledgementFate.Twice)
        {
            Deliver(packet, at + TimeSpan.FromMilliseconds(150).Ticks);
        }
    }

    private void Deliver(MqttPacket packet, long atTicks)
    {
        lastDeliveryTicks = Math.Max(lastDeliveryTicks, atTicks);
        run.Scheduler.At(atTicks, () =>
        {
            if (!isClosed)
            {
                Received(packet);
            }
        });
    }

    private void Release(MqttPacket packet)
    {
        var index = due.FindIndex(reply => reply.ReplyType == packet.Type);
        if (index >= 0)
        {
            run.Scheduler.Inbox.Release(due[index].Hold);
            due.RemoveAt(index);
        }

        if (packet.Type == 3 && downlinkPause is not null)
        {
            run.Scheduler.Inbox.Release(downlinkPause);
            downlinkPause = null;
        }
        else if (client is not null && packet.Type is 4 or 9 && Conditions.RealDownlinkPause > TimeSpan.Zero)
        {
            downlinkPause = run.Scheduler.Inbox.HoldTime(Conditions.RealDownlinkPause);
        }
    }

    private void ReleaseAll()
    {
        foreach (var (_, hold) in due)
        {
            run.Scheduler.Inbox.Release(hold);
        }

        due.Clear();
        if (downlinkPause is not null)
        {
            run.Scheduler.Inbox.Release(downlinkPause);
            downlinkPause = null;
        }
    }

    private void Break()
    {
        if (!isClosed)
        {
            Close();
            Closed();
        }
    }
}
