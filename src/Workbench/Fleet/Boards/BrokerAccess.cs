using System.Security.Cryptography;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>Which broker, and as whom. Holds no secret, only where they lie, so that it may be kept.</summary>
/// <param name="Broker">As <see cref="BrokerAddress"/> reads it.</param>
/// <param name="Prefix">What the topics of all boards begin with.</param>
/// <param name="Ca">Who may sign the broker's certificate, PEM; <see langword="null"/>: the system's authorities.</param>
internal sealed record BrokerAccess(
    string Broker, string Prefix, string? Username = null, string? PasswordFile = null, string? Ca = null, string? Cert = null, string? Key = null)
{
    // Nobody reads 30 s of silence as a broker that thinks.
    private static readonly MqttRetryOptions s_retry = new() { MaxWait = TimeSpan.FromSeconds(10), AfterRefusal = TimeSpan.FromSeconds(10) };

    /// <summary>What a connection needs, under a client id that no other run has.</summary>
    /// <exception cref="UsageException">The address is none, or the files make no sense together.</exception>
    public MqttConnectionOptions ToOptions()
    {
        BrokerAddress address = BrokerAddress.Parse(Broker, out string error) ?? throw new UsageException($"--broker {Broker} {error}");
        if (!address.IsSecure && (Ca ?? Cert ?? Key) is not null)
            throw new UsageException($"--broker {Broker} is without TLS, and --ca, --cert and --key are for TLS; say mqtts://{address.Host}.");
        if (Username is null && PasswordFile is not null)
            throw new UsageException("--password-file is without --username; a broker knows a password by the name it belongs to.");
        return new MqttConnectionOptions
        {
            Host = address.Host,
            Port = address.Port,
            ClientId = $"edgevision-fleet-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}",
            Credentials = Username is null ? null : new MqttCredentials(Username, PasswordFile: PasswordFile),
            Tls = address.IsSecure ? new MqttTlsOptions(Ca, Cert, Key) : null,
            Retry = s_retry,
        };
    }
}
