using Jena.SensorNode.Gateway.Forwarding;

namespace Jena.SensorNode.Gateway.Commands.Doctor;

/// <summary>Whether a broker takes user and password. Under a client id of its own: that of the running service would throw it out.</summary>
internal static class LoginCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Signs in and out again; nothing is sent.</summary>
    public static async Task<Finding> RunAsync(string name, SinkOptions broker, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        await using var client = new MqttSink(new SinkOptions
        {
            Name = broker.Name,
            Host = broker.Host,
            Port = broker.Port,
            UseTls = broker.UseTls,
            CaFile = broker.CaFile,
            User = broker.User,
            Password = broker.Password,
            PasswordFile = broker.PasswordFile,
            ClientId = $"jena-doctor-{Guid.NewGuid():N}"[..23],
        });
        try
        {
            await client.OpenAsync(patience.Token);
            return Finding.Good(name, broker.User.Length > 0 ? $"Anmeldung als „{broker.User}“ angenommen / login accepted" : "Anmeldung ohne Nutzer angenommen / login without a user accepted");
        }
        catch (SinkException problem)
        {
            return Refused(name, problem.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Refused(name, $"keine Antwort auf die Anmeldung in {Patience.TotalSeconds:0} s / no answer to the login");
        }
    }

    private static Finding Refused(string name, string text) => Finding.Problem(
        name, text, "User und PasswordFile prüfen, und ob dort ein MQTT-Broker lauscht / check User and PasswordFile, and whether an MQTT broker listens there");
}
