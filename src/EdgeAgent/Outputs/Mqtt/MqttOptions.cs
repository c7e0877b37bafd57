using System.ComponentModel.DataAnnotations;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The broker and what it is sent.</summary>
internal sealed record MqttOptions
{
    /// <summary>Host name or address. Default localhost.</summary>
    [MinLength(1)]
    public string Host { get; init; } = "localhost";

    /// <summary>TCP port. Default 1883, with TLS 8883.</summary>
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>The broker kicks out the elder of two clients of one id. Default edgevision- and the device's name.</summary>
    [MinLength(1)]
    public string? ClientId { get; init; }

    /// <summary>User name. Default: none.</summary>
    [MinLength(1)]
    public string? Username { get; init; }

    /// <summary>Password in plain text; better use the password file.</summary>
    [DataType(DataType.Password)]
    public string? Password { get; init; }

    /// <summary>A file whose first line is the password, sent as the bytes it is.</summary>
    [MinLength(1)]
    public string? PasswordFile { get; init; }

    /// <summary>Encryption; an empty object turns it on with the system's authorities. Default: none.</summary>
    public BrokerTlsOptions? Tls { get; init; }

    /// <summary>First level or levels of every topic. Default edgevision.</summary>
    [RegularExpression("""^(?![/$])[^+#"\\\u0000-\u001f\u007f-\u009f]{1,128}(?<!/)$""")]
    public string TopicPrefix { get; init; } = "edgevision";

    /// <summary>The stream of one message a frame: detections, classes or areas, as the model's task is.</summary>
    public DetectionsOptions Detections { get; init; } = new();
}
