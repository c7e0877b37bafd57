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

        using MqttConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));

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
        using MqttConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));
        MqttConnectionReport refused = _reports.WaitFor(MqttConnectionState.Refused);

        _authority.WriteTo(AuthorityFile);

        _reports.WaitFor(MqttConnectionState.Connected);
        Assert.Contains(
            "TLS fails: the broker's certificate (CN=localhost, issued by CN=EdgeVision test authority) is not signed by an authority of mqtt.tls.ca",
            refused.Words, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void Refuses_ACertificateForAnotherName()
    {
        using MosquittoBroker broker = StartBroker("other.test");
        _authority.WriteTo(AuthorityFile);

        using MqttConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));

        Assert.Contains(
            "is for another name (other.test) than mqtt.host “localhost”", _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
        Assert.False(connection.IsConnected);
    }

    [MosquittoFact]
    public void Refuses_ABrokerThatTheOperatingSystemDoesNotKnow()
    {
        using MosquittoBroker broker = StartBroker("localhost");

        using MqttConnection connection = Connect(broker, new MqttTlsOptions());

        Assert.Contains(
            "an authority this system knows; name its file by mqtt.tls.ca", _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void Refuses_ACertificateThatHasExpired()
    {
        using MosquittoBroker broker = StartBroker("localhost", isExpired: true);
        _authority.WriteTo(AuthorityFile);

        using MqttConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));

        Assert.Contains(
            "the broker's certificate (CN=localhost) has expired on ", _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
        Assert.Contains("has expired", connection.Error, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void NamesThePort_WhereTheBrokerSpeaksNoTls()
    {
        using var broker = new MosquittoBroker();

        using MqttConnection connection = Connect(broker, new MqttTlsOptions());

        string words = _reports.WaitFor(report => report.State is MqttConnectionState.Refused or MqttConnectionState.Disconnected).Words;
        Assert.Contains("8883 by convention", words, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void NamesTls_WhereTheBrokerSpeaksNothingElse()
    {
        using MosquittoBroker broker = StartBroker("localhost");
        using var connection = new MqttConnection(TestConnection.Options(broker.Port), null, TestConnection.SayOnline, _reports.Add);

        connection.Start();

        string words = _reports.WaitFor(report => report.State is MqttConnectionState.Refused or MqttConnectionState.Disconnected).Words;
        Assert.Contains("TLS", words, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void AsksForACertificate_WhereTheBrokerDemandsOne()
    {
        _authority.WriteTo(AuthorityFile);
        using MosquittoBroker broker = StartBroker("localhost", $"require_certificate true\ncafile {AuthorityFile}");

        using MqttConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));

        string words = _reports.WaitFor(report => report.State is MqttConnectionState.Refused or MqttConnectionState.Disconnected).Words;
        Assert.Contains("mqtt.tls.certificate", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no certificate at all")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    [InlineData("")]
    public void NamesTheFile_WhenItHoldsNoAuthority(string content)
    {
        using MosquittoBroker broker = StartBroker("localhost");
        File.WriteAllText(AuthorityFile, content);

        using MqttConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));

        Assert.Contains(AuthorityFile, _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void NamesTheKey_ThatIsNotTheCertificates()
    {
        using MosquittoBroker broker = StartBroker("localhost");
        _authority.WriteTo(AuthorityFile);
        _authority.Issue("a", _folder.PathTo("a.pem"), _folder.PathTo("a.key"));
        _authority.Issue("b", _folder.PathTo("b.pem"), _folder.PathTo("b.key"));

        using MqttConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile, _folder.PathTo("a.pem"), _folder.PathTo("b.key")));

        Assert.Contains("b.key holds no usable key", _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void ShowsItsOwnCertificate_WhenTheBrokerAsksForOne()
    {
        _authority.WriteTo(AuthorityFile);
        using MosquittoBroker broker = StartBroker("localhost", $"require_certificate true\ncafile {AuthorityFile}");
        string certificate = _folder.PathTo("client.pem");
        string key = _folder.PathTo("client.key");
        _authority.Issue("cam-1", certificate, key);

        using MqttConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile, certificate, key));

        _reports.WaitFor(MqttConnectionState.Connected);
    }

    [MosquittoFact]
    public void NamesTheFile_WhenTheAuthorityIsMissing()
    {
        using MosquittoBroker broker = StartBroker("localhost");

        using MqttConnection connection = Connect(broker, new MqttTlsOptions(AuthorityFile));

        Assert.Contains(AuthorityFile, _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
    }

    private MosquittoBroker StartBroker(string name, string further = "", bool isExpired = false)
    {
        string certificate = _folder.PathTo("server.pem");
        string key = _folder.PathTo("server.key");
        _authority.Issue(name, certificate, key, isExpired);
        return new MosquittoBroker($"allow_anonymous true\ncertfile {certificate}\nkeyfile {key}\n{further}");
    }

    private MqttConnection Connect(MosquittoBroker broker, MqttTlsOptions tls)
    {
        var connection = new MqttConnection(TestConnection.Options(broker.Port, tls: tls), null, TestConnection.SayOnline, _reports.Add);
        connection.Start();
        return connection;
    }
}
