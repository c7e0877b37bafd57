using System.ComponentModel.DataAnnotations;
using System.Net;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Inputs;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.EdgeAgent.Outputs.Buzzer;
using EdgeVision.EdgeAgent.Outputs.Display;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.EdgeAgent.Tracking;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Everything <c>edgevision.json</c> can say; made by <see cref="ConfigurationLoader"/>, never changed afterwards.</summary>
internal sealed record EdgeVisionOptions
{
    /// <summary>The name of this box in topics and messages. Default: its host name, whole.</summary>
    [RegularExpression(TopicName.Pattern), TextKind(TextKind.TopicLevel)]
    public string? Device { get; init; }

    /// <summary>The network and the engine that runs it.</summary>
    public InferenceOptions Inference { get; init; } = new();

    /// <summary>How another model comes to the box, and what it must prove.</summary>
    public ModelUpdateOptions ModelUpdates { get; init; } = new();

    /// <summary>The cameras that share the network, at least one.</summary>
    public IReadOnlyList<CameraOptions> Cameras { get; init; } = [];

    /// <summary>How detections become tracks.</summary>
    public TrackingOptions Tracking { get; init; } = new();

    /// <summary>What is worth an event. Default: nothing.</summary>
    public IReadOnlyList<RuleOptions> Rules { get; init; } = [];

    /// <summary>Sensors and switches on GPIO lines that cameras and rules wait for. Default: none.</summary>
    public IReadOnlyList<InputOptions> Inputs { get; init; } = [];

    /// <summary>The GPIO lines that follow rules. Default: none.</summary>
    public IReadOnlyList<OutputOptions> Outputs { get; init; } = [];

    /// <summary>A small display on an I²C bus for whoever stands in front of the box. Default: none.</summary>
    public DisplayOptions? Display { get; init; }

    /// <summary>
    /// A passive buzzer that beeps three times when a rule begins to hold; an active one, which sounds by itself, is an output. Default: none.
    /// </summary>
    public BuzzerOptions? Buzzer { get; init; }

    /// <summary>The broker to publish to. Default: none, and nothing is published.</summary>
    public MqttOptions? Mqtt { get; init; }

    /// <summary>What the daemon writes about itself.</summary>
    public LoggingOptions Logging { get; init; } = new();

    /// <summary>The host's whole name: what is behind its first dot may be all that tells two boxes apart.</summary>
    public static string HostName => Dns.GetHostName();

    /// <summary><see cref="Device"/> or, where it is not set, the host's name.</summary>
    public string DeviceName => Device ?? HostName;

    /// <summary>Where a setting, by its JSON path, was written; for errors that show only later.</summary>
    internal Func<string, ConfigurationOrigin> OriginOf { get; init; } = static _ => new ConfigurationOrigin("configuration");
}
