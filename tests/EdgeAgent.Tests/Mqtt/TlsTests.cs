using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new("EdgeVision test authority");
    private readonly ReportLog _reports = new();

    private string AuthorityFile => _folder.PathTo("ca.pem");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [MosquittoFact]
    public void Connects_WhenTheAuthoritySignedTheBrokersCertificate()
    {
        using MosquittoBroker broker = StartBroker("localhost");
        _authority.WriteTo(AuthorityFile);

        using MosquittoConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));

        _reports.WaitFor(MqttConnectionState.Connected);
        using MosquittoSubscriber subscriber = broker.Subscribe("#", "--cafile", AuthorityFile);
        Assert.Equal("online", subscriber.WaitFor(TestConnection.StatusTopic).Payload);
    }

    [MosquittoFact]
    public void RefusesAWrongAuthority_AndConnectsWhenTheFileIsPutRight()
    {
        using MosquittoBroker broker = StartBroker("localhost");
        using (var stranger = new TestAuthority("somebody else"))
            stranger.WriteTo(AuthorityFile);
        using MosquittoConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));
        MqttConnectionReport refused = _reports.WaitFor(MqttConnectionState.Refused);

        _authority.WriteTo(AuthorityFile);

        _reports.WaitFor(MqttConnectionState.Connected);
        Assert.Contains("TLS", refused.Words, StringComparison.Ordinal);
        Assert.Contains("certificate verify failed", refused.Words, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void Refuses_ACertificateForAnotherName()
    {
        using MosquittoBroker broker = StartBroker("other.test");
        _authority.WriteTo(AuthorityFile);

        using MosquittoConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));

        Assert.Contains("TLS", _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
        Assert.False(connection.IsConnected);
    }

    [MosquittoFact]
    public void Refuses_ABrokerThatTheOperatingSystemDoesNotKnow()
    {
        using MosquittoBroker broker = StartBroker("localhost");

        using MosquittoConnection connection = Connect(broker, new MqttTlsOptions());

        Assert.Contains("TLS", _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void ShowsItsOwnCertificate_WhenTheBrokerAsksForOne()
    {
        _authority.WriteTo(AuthorityFile);
        using MosquittoBroker broker = StartBroker("localhost", $"require_certificate true\ncafile {AuthorityFile}");
        string certificate = _folder.PathTo("client.pem");
        string key = _folder.PathTo("client.key");
        _authority.Issue("cam-1", certificate, key);

        using MosquittoConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile, certificate, key));

        _reports.WaitFor(MqttConnectionState.Connected);
    }

    [MosquittoFact]
    public void NamesTheFile_WhenTheAuthorityIsMissing()
    {
        using MosquittoBroker broker = StartBroker("localhost");

        using MosquittoConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));

        Assert.Contains(AuthorityFile, _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
    }

    private MosquittoBroker StartBroker(string name, string further = "")
    {
        string certificate = _folder.PathTo("server.pem");
        string key = _folder.PathTo("server.key");
        _authority.Issue(name, certificate, key);
        return new MosquittoBroker($"allow_anonymous true\ncertfile {certificate}\nkeyfile {key}\n{further}");
    }

    private MosquittoConnection Connect(MosquittoBroker broker, MqttTlsOptions tls)
    {
        var connection = new MosquittoConnection(TestConnection.Options(broker.Port, tls: tls), null, TestConnection.SayOnline, _reports.Add);
        connection.Start();
        return connection;
    }
}
