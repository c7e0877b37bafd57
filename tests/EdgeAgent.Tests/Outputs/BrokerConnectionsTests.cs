using System.Text;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

[Collection(AloneInTheProcess.Name)]
public sealed class BrokerConnectionsTests
{
    [Fact]
    public void Defaults_ArePlainAnonymousAndNamedForTheDevice()
    {
        MqttConnectionOptions connection = BrokerConnections.Describe(new MqttOptions(), "box", board: null);

        Assert.Equal(("localhost", 1883, "edgevision-box"), (connection.Host, connection.Port, connection.ClientId));
        Assert.Null(connection.Credentials);
        Assert.Null(connection.Tls);
    }

    [Fact]
    public void Will_AndFarewell_SayOfflineRetainedOnTheDevicesTopic()
    {
        MqttConnectionOptions connection = BrokerConnections.Describe(new MqttOptions { TopicPrefix = "site/a" }, "box", board: null);

        Assert.Equal(connection.Farewell, connection.Will!.Message);
        Assert.Equal(
            ("site/a/box/status", MqttQualityOfService.AtLeastOnce, true),
            (connection.Farewell!.Topic, connection.Farewell.Quality, connection.Farewell.Retain));
        Assert.Equal("offline", Encoding.UTF8.GetString(connection.Farewell.Payload.Span));
    }

    [Theory]
    [InlineData(null, 8883)]
    [InlineData(8884, 8884)]
    public void Tls_BringsItsPortAndItsFiles(int? port, int expected)
    {
        var options = new MqttOptions { Port = port, ClientId = "me", Tls = new BrokerTlsOptions { Ca = "ca.pem", Certificate = "box.pem", Key = "box.key" } };

        MqttConnectionOptions connection = BrokerConnections.Describe(options, "box", board: null);

        Assert.Equal((expected, "me"), (connection.Port, connection.ClientId));
        Assert.Equal(new MqttTlsOptions("ca.pem", "box.pem", "box.key"), connection.Tls);
    }

    [Fact]
    public void Password_IsTheOneGiven_OrOfTheFileGiven_OrSystemdsCredential()
    {
        using var folder = new TemporaryFolder();
        string credential = folder.PathTo(BrokerConnections.PasswordCredential);
        File.WriteAllText(credential, "sesame");
        string? before = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY");
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", Path.GetDirectoryName(credential));
        try
        {
            Assert.Equal(new MqttCredentials("me", "open"), Of(new MqttOptions { Username = "me", Password = "open" }));
            Assert.Equal(new MqttCredentials("me", null, "file"), Of(new MqttOptions { Username = "me", PasswordFile = "file" }));
            Assert.Equal(new MqttCredentials("me", null, credential), Of(new MqttOptions { Username = "me" }));
            Assert.Null(Of(new MqttOptions()));
            File.WriteAllText(credential, "\n");
            Assert.Equal(new MqttCredentials("me"), Of(new MqttOptions { Username = "me" }));
        }
        finally
        {
            Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", before);
        }

        static MqttCredentials? Of(MqttOptions options) => BrokerConnections.Describe(options, "box", board: null).Credentials;
    }
}
