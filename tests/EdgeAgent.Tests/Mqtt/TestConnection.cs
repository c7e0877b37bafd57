using System.Text;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>Connections as the agent makes them, with waits short enough for a test.</summary>
internal static class TestConnection
{
    public const string StatusTopic = "edgevision/test/status";

    public static MqttRetryOptions Impatient { get; } = new()
    {
        First = TimeSpan.FromMilliseconds(50),
        MaxWait = TimeSpan.FromMilliseconds(200),
        AfterRefusal = TimeSpan.FromMilliseconds(100),
        AttemptLimit = TimeSpan.FromSeconds(5),
    };

    public static MqttConnectionOptions Options(
        int port, string clientId = "test", MqttCredentials? credentials = null, MqttTlsOptions? tls = null, MqttRetryOptions? retry = null,
        int inFlight = 64, TimeSpan willDelay = default) => new()
        {
            Host = "localhost",
            Port = port,
            ClientId = clientId,
            Credentials = credentials,
            Tls = tls,
            Will = new MqttWill(Status("offline"), willDelay),
            Farewell = Status("offline"),
            MaxInFlight = inFlight,
            Retry = retry ?? Impatient,
        };

    public static MqttMessage Status(string word) => new(StatusTopic, Encoding.UTF8.GetBytes(word), MqttQualityOfService.AtLeastOnce, Retain: true);

    /// <summary>The agent's birth message.</summary>
    public static void SayOnline(IMqttConnection connection) =>
        Assert.True(connection.TryPublish(StatusTopic, "online"u8, MqttQualityOfService.AtLeastOnce, retain: true));
}
