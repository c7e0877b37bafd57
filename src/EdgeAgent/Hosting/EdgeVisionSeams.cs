using System.Device.I2c;
using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Hosting.Checks;
using EdgeVision.EdgeAgent.Inputs;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.Inference.Tasks;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>Where the agent meets the world; a demo or a test replaces what it wants to play itself. Defaults are the real things.</summary>
internal sealed record EdgeVisionSeams
{
    /// <summary>Opens a camera; the source is disposed by the agent.</summary>
    public Func<CameraOptions, IFrameSource> OpenCamera { get; init; } = CameraKinds.Open;

    /// <summary>Loads the model; the task is disposed by the agent.</summary>
    public Func<InferenceOptions, IVisionTask> OpenModel { get; init; } = ModelLoading.Open;

    /// <summary>Tries a model that comes while the daemon runs, in a process of its own; <see langword="null"/>: it is not tried.</summary>
    public Action<InferenceOptions, CancellationToken>? TryModel { get; init; }

    /// <summary>The file that the configuration is read from, to be watched where it says so; <see langword="null"/>: none.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>Where models are kept where the options do not say; <see langword="null"/>: nowhere.</summary>
    public Func<string?> FindStore { get; init; } = static () => null;

    /// <summary>Makes the connection to the broker.</summary>
    public MqttConnectionOpener OpenMqtt { get; init; } =
        static (options, subscriptions, onConnected, report) => new MqttConnection(options, subscriptions, onConnected, report);

    /// <summary>Eight digits that tell this board from another with the same configuration; <see langword="null"/>: nothing does.</summary>
    public Func<string?> FindBoard { get; init; } = static () => BoardIdentity.Find();

    /// <summary>Finds what the configuration names and this machine lacks, without opening a device.</summary>
    public Func<EdgeVisionOptions, IReadOnlyList<ConfigurationFinding>> CheckSurroundings { get; init; } = ConfigurationCheck.Surroundings;

    /// <summary>The GPIO lines; <see langword="null"/>: the kernel's, expanders' and simulated ones.</summary>
    public Func<IGpioLines>? OpenGpio { get; init; }

    /// <summary>Opens an address of an I²C bus, by its device file; <see langword="null"/>: on the running Linux.</summary>
    public Func<string, int, I2cDevice>? OpenI2c { get; init; }

    /// <summary>The lines that inputs of a driver listen to; <see langword="null"/>: the kernel's and simulated ones.</summary>
    public Func<InputDriver, IGpioInputLines>? OpenInputs { get; init; }

    /// <summary>Further sinks, after those of the outputs, metrics and log. Not disposed.</summary>
    public IReadOnlyList<IEventSink> Sinks { get; init; } = [];

    /// <summary>Replaces the log's destinations; <see langword="null"/>: the console, or systemd's journal.</summary>
    public Action<ILoggingBuilder>? ConfigureLogging { get; init; }

    /// <summary>Tells systemd.</summary>
    public Func<SystemdNotifier> OpenNotifier { get; init; } = SystemdNotifier.FromEnvironment;

    /// <summary>Where systemd says what RuntimeDirectory= of the unit is.</summary>
    public const string RuntimeFolderVariable = "RUNTIME_DIRECTORY";

    /// <summary>A folder in memory that outlives a crash and no boot; <see langword="null"/>: none.</summary>
    public string? RuntimeFolder { get; init; } = Environment.GetEnvironmentVariable(RuntimeFolderVariable);

    /// <summary>The clocks.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
