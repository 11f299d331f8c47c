using System;
using System.Collections.Generic;
using Jena.SensorNode.Emulator;
using Jena.SensorNode.Emulator.Link;
using Jena.SensorNode.Emulator.Scheduling;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt.Internals;

/// <summary>One connection of a client with its threads: one sends and repeats, one raises events, one keeps alive.</summary>
internal sealed class MqttSession
{
    private readonly DeviceRun run;
    private readonly GatewayConnection connection;
    private readonly Action<EventArgs> raise;
    private readonly List<Outgoing> queue = [];
    private readonly Queue<EventArgs> events = new();
    private readonly List<DeviceThread> threads = [];
    private int? connectReturnCode;
    private bool isRunning = true;

    public MqttSession(DeviceRun run, GatewayConnection connection, Action<EventArgs> raise)
    {
        this.run = run;
        this.connection = connection;
        this.raise = raise;
        connection.Received = OnReceived;
        connection.Closed = OnClosed;
    }

    public bool IsConnected { get; private set; }

    public int Connect(MqttPacket packet, int keepAliveSeconds)
    {
        Start(RaiseEvents);
        Start(SendAndRepeat);
        try
        {
            connection.Send(packet, replyType: 2);
        }
        catch (LinkException e)
        {
            throw new MqttCommunicationException(e);
        }

        var answered = run.WaitTicks(
            () => connectReturnCode is not null || !connection.IsOpen, MqttSettings.ConnectTimeout * TimeSpan.TicksPerMillisecond);
        if (!answered || connectReturnCode is not { } code)
        {
            throw new MqttCommunicationException();
        }

        IsConnected = code == 0;
        if (IsConnected && keepAliveSeconds > 0)
        {
            Start(() => KeepAlive(keepAliveSeconds * TimeSpan.TicksPerSecond));
        }

        return code;
    }

    public void Enqueue(Outgoing message)
    {
        queue.Add(message);
        run.Scheduler.Pulse();
    }

    public void Disconnect()
    {
        queue.Clear();
        try
        {
            connection.Send(MqttPackets.Disconnect, replyType: 0);
        }
        catch (LinkException e)
        {
            throw new MqttCommunicationException(e);
        }
        finally
        {
            IsConnected = false;
        }
    }

    public void Close()
    {
        isRunning = false;
        IsConnected = false;
        run.Scheduler.Pulse();
        run.SleepTicks(200 * TimeSpan.TicksPerMillisecond);
        connection.Close();
        foreach (var thread in threads)
        {
            if (thread != DeviceRun.CurrentThread)
            {
                run.WaitTicks(() => !thread.IsAlive, TimeSpan.TicksPerSecond);
            }
        }
    }

    private void Start(Action body)
    {
        var thread = run.Scheduler.NewThread(body);
        threads.Add(thread);
        run.Scheduler.Start(thread);
    }

    private void SendAndRepeat()
    {
        while (isRunning)
        {
            var now = run.Scheduler.NowTicks;
            var due = queue.Find(message => message.Attempts == 0 || now - message.LastSentTicks >= RetryTicks);
            if (due is not null)
            {
                Send(due);
                continue;
            }

            var wait = -1L;
            foreach (var message in queue)
            {
                var left = message.LastSentTicks + RetryTicks - now;
                wait = wait < 0 ? left : Math.Min(wait, left);
            }

            run.WaitTicks(() => !isRunning || queue.Exists(message => message.Attempts == 0), wait);
        }
    }

    private static long RetryTicks => MqttSettings.DefaultDelayRetry * TimeSpan.TicksPerMillisecond;

    private void Send(Outgoing message)
    {
        if (message.Attempts >= MqttSettings.MaximumAttemptsRetry)
        {
            queue.Remove(message);
            if (message.Packet.Type == 3)
            {
                Tell(new MqttMsgPublishedEventArgs(message.Identifier, isPublished: false));
            }

            return;
        }

        if (message.ReplyType == 0)
        {
            queue.Remove(message);
        }

        try
        {
            var packet = message.Next();
            message.Attempts++;
            message.LastSentTicks = run.Scheduler.NowTicks;
            connection.Send(packet, message.ReplyType);
        }
        catch (LinkException)
        {
            // A closed client swallows the message; attempts run out by themselves.
        }
    }

    private void RaiseEvents()
    {
        while (isRunning || events.Count > 0)
        {
            if (events.TryDequeue(out var happened))
            {
                run.Call();
                raise(happened);
            }
            else
            {
                run.WaitTicks(() => events.Count > 0 || !isRunning, -1);
            }
        }
    }

    private void KeepAlive(long periodTicks)
    {
        while (!run.WaitTicks(() => !isRunning, periodTicks))
        {
            Enqueue(new Outgoing(MqttPackets.Ping, 0, 0));
        }
    }

    private void OnReceived(MqttPacket packet)
    {
        switch (packet.Type)
        {
            case 2:
                connectReturnCode = packet.Body.Length > 1 ? packet.Body[1] : 1;
                break;
            case 3 when packet.ReadPublish() is { } message:
                if (packet.QualityOfService == 1)
                {
                    queue.Add(new Outgoing(MqttPackets.Acknowledge(0x40, message.Identifier), 0, 0));
                }

                Tell(new MqttMsgPublishEventArgs(
                    message.Topic, message.Payload, packet.IsDuplicate, (MqttQoSLevel)packet.QualityOfService, packet.IsRetained));
                break;
            case 4 when Acknowledged(packet, 4):
                Tell(new MqttMsgPublishedEventArgs(packet.Identifier, isPublished: true));
                break;
            case 9 when Acknowledged(packet, 9):
                Tell(new MqttMsgSubscribedEventArgs(packet.Identifier, Array.ConvertAll(packet.Body[2..], granted => (MqttQoSLevel)granted)));
                break;
            case 11 when Acknowledged(packet, 11):
                Tell(new MqttMsgUnsubscribedEventArgs(packet.Identifier));
                break;
            default:
                break;
        }

        run.Scheduler.Pulse();
    }

    private bool Acknowledged(MqttPacket packet, int replyType) =>
        queue.RemoveAll(message => message.ReplyType == replyType && message.Identifier == packet.Identifier && message.Attempts > 0) > 0;

    private void OnClosed()
    {
        var wasConnected = IsConnected;
        IsConnected = false;
        if (wasConnected)
        {
            Tell(EventArgs.Empty);
        }

        run.Scheduler.Pulse();
    }

    private void Tell(EventArgs happened)
    {
        events.Enqueue(happened);
        run.Scheduler.Pulse();
    }
}
