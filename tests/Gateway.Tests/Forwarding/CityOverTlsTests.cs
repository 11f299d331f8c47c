using System.Security.Cryptography.X509Certificates;
using Jena.SensorNode.Gateway.Tests.Operation;

namespace Jena.SensorNode.Gateway.Tests.Forwarding;

/// <summary>Which brokers behind TLS get readings, and which do not even get the password.</summary>
public class CityOverTlsTests
{
    [Fact]
    public async Task A_broker_that_the_given_authority_vouches_for_gets_readings()
    {
        using var authority = new TestAuthority();
        await using var city = new StubbornCity(Certificate(authority));
        await using var gateway = await RunningGateway.StartAsync(city.AsSink($"CaFile={authority.CertificateFile}"));
        await gateway.StoreAsync(20);

        await gateway.HasAllAsync();
        SentSamples.AssertWhole(city.Messages, 20);
    }

    [Theory]
    [InlineData("another authority")]
    [InlineData("another host")]
    [InlineData("expired")]
    [InlineData("no authority given")]
    public async Task Any_other_gets_nothing_not_even_the_password_and_the_operator_hears_it(string flaw)
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority("CN=Stranger");
        var certificate = flaw switch
        {
            "another authority" => Certificate(stranger),
            "another host" => Certificate(authority, name: "elsewhere.example"),
            "expired" => Certificate(authority, untilDays: -1, fromDays: -10),
            _ => Certificate(authority),
        };
        await using var city = new StubbornCity(certificate);
        string[] trust = flaw == "no authority given" ? [] : [$"CaFile={authority.CertificateFile}"];
        await using var gateway = await RunningGateway.StartAsync(city.AsSink(["User=jena", "Password=geheim-77", .. trust]));
        await gateway.StoreAsync(5);

        await Eventually.TrueAsync(() => gateway.Sink().LastError is not null, "the error");
        Assert.Equal(5, gateway.Sink().Lag);
        Assert.Empty(city.Messages);
        Assert.Null(city.Credentials.User);
    }

    [Fact]
    public async Task A_broker_that_does_not_speak_TLS_is_told_from_one_that_is_away()
    {
        await using var city = new StubbornCity();
        await using var gateway = await RunningGateway.StartAsync([.. city.AsSink(), "--Gateway:Sinks:0:UseTls=true"]);
        await gateway.StoreAsync(5);

        await Eventually.TrueAsync(() => gateway.Sink().LastError is not null, "the error");
        Assert.DoesNotContain("refused", gateway.Sink().LastError, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(city.Messages);
    }

    private static X509Certificate2 Certificate(TestAuthority authority, int fromDays = -1, int untilDays = 365, string? name = null)
    {
        var (certificate, key) = authority.Sign(fromDays, untilDays, name);
        using var loaded = X509Certificate2.CreateFromPemFile(certificate, key);
        // SslStream wants the key in a store of its own on some systems.
        return X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pfx), null);
    }
}
