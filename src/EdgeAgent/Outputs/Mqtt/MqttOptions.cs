using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The broker and what it is sent.</summary>
internal sealed record MqttOptions
{
    /// <summary>Host name or address. Default localhost.</summary>
    [MinLength(1), TextKind(TextKind.BrokerHost)]
    public string Host { get; init; } = "localhost";

    /// <summary>TCP port. Default 1883, with TLS 8883.</summary>
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>The broker kicks out the elder of two clients of one id. Default: edgevision-, the device's name and eight digits of the board.</summary>
    [MinLength(1), TextKind(TextKind.MqttText)]
    public string? ClientId { get; init; }

    /// <summary>User name. Default: none.</summary>
    [MinLength(1), TextKind(TextKind.MqttText)]
    public string? Username { get; init; }

    /// <summary>Password in plain text; better use the password file.</summary>
    [TextKind(TextKind.Password)]
    public string? Password { get; init; }

    /// <summary>A file whose first line is the password, sent as the bytes it is.</summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? PasswordFile { get; init; }

    /// <summary>Encryption; an empty object turns it on with the system's authorities. Default: none.</summary>
    public BrokerTlsOptions? Tls { get; init; }

    /// <summary>First level or levels of every topic. Default edgevision.</summary>
    [RegularExpression(TopicName.LevelsPattern), TextKind(TextKind.TopicLevels)]
    public string TopicPrefix { get; init; } = "edgevision";

    /// <summary>The stream of one message a frame: detections, classes or areas, as the model's task is.</summary>
    public DetectionsOptions Detections { get; init; } = new();
}
