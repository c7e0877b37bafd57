using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The connection that the MQTT options describe.</summary>
internal static class BrokerConnections
{
    /// <summary>systemd's credential that holds the password where the options name none.</summary>
    public const string PasswordCredential = "mqtt-password";

    private const int Port = 1883;
    private const int TlsPort = 8883;

    /// <summary>Options with the device's status as the Will and as the farewell.</summary>
    /// <param name="board">What tells this board from another with the same configuration; <see langword="null"/>: nothing does.</param>
    public static MqttConnectionOptions Describe(MqttOptions options, string device, string? board)
    {
        var offline = new MqttMessage(
            new MqttTopics(options.TopicPrefix, device).DeviceStatus, MqttSink.Offline.ToArray(), MqttQualityOfService.AtLeastOnce, Retain: true);
        return new MqttConnectionOptions
        {
            Host = options.Host,
            Port = options.Port ?? (options.Tls is null ? Port : TlsPort),
            ClientId = options.ClientId ?? (board is null ? $"edgevision-{device}" : $"edgevision-{device}-{board}"),
            Credentials = options.Username is string username
                ? new MqttCredentials(username, options.Password, options.Password is null ? PasswordFile(options) : null)
                : null,
            Tls = options.Tls is BrokerTlsOptions tls ? new MqttTlsOptions(tls.Ca, tls.Certificate, tls.Key) : null,
            Will = new MqttWill(offline),
            Farewell = offline,
        };
    }

    private static string? PasswordFile(MqttOptions options) => options.PasswordFile ?? SystemdCredentials.PathTo(PasswordCredential);
}
