using System.Device.I2c;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>What outputs are made with: the rest of the configuration, and where they meet the world.</summary>
internal sealed record OutputSurroundings
{
    /// <summary>What else the configuration has.</summary>
    public required OutputNeighbours Neighbours { get; init; }

    /// <summary>Cameras of earlier configurations, which the world is to forget.</summary>
    public required IReadOnlyCollection<string> GoneCameras { get; init; }

    /// <summary>The input of a name; <see langword="null"/> for no name.</summary>
    public required Func<string?, ICondition?> FindInput { get; init; }

    /// <summary>Whether the broker has accepted us; <see langword="null"/>: none is configured.</summary>
    public required Func<bool?> IsBrokerConnected { get; init; }

    /// <summary>What the broker may say of models and hear of them; <see langword="null"/>: nothing.</summary>
    public required IModelUpdates? Models { get; init; }

    /// <summary>Groups whose topics may say which model, beside the box's own; <see langword="null"/>: the broker may not say.</summary>
    public required IReadOnlyList<string>? ModelGroups { get; init; }

    /// <summary>The agent's log.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>For logs of their own.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>The clocks.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>A folder in memory that outlives a crash and no boot; <see langword="null"/> or empty: none.</summary>
    public required string? RuntimeFolder { get; init; }

    /// <summary>Eight digits that tell this board from another with the same configuration; <see langword="null"/>: nothing does.</summary>
    public required Func<string?> FindBoard { get; init; }

    /// <summary>Makes the connection to the broker.</summary>
    public required MqttConnectionOpener OpenMqtt { get; init; }

    /// <summary>The GPIO lines; <see langword="null"/>: the kernel's, expanders' and simulated ones.</summary>
    public required Func<IGpioLines>? OpenGpio { get; init; }

    /// <summary>Opens an address of an I²C bus, by its device file; <see langword="null"/>: on the running Linux.</summary>
    public required Func<string, int, I2cDevice>? OpenI2c { get; init; }
}
