using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Buzzer;
using EdgeVision.EdgeAgent.Outputs.Display;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;

namespace EdgeVision.EdgeAgent.Configuration;

/// <summary>Every kind of output.</summary>
internal static class OutputKinds
{
    /// <summary>Those that a configuration has, in the order in which they take each step and are told what is seen: levels before words.</summary>
    public static IReadOnlyList<IOutputKind> Of(EdgeVisionOptions options)
    {
        IOutputKind?[] rows =
        [
            new GpioOutputKind(options.Outputs),
            options.Mqtt is { } mqtt ? new MqttOutputKind(mqtt) : null,
            options.Display is { } display ? new DisplayOutputKind(display) : null,
            options.Buzzer is { } buzzer ? new BuzzerOutputKind(buzzer) : null,
        ];
        return [.. rows.OfType<IOutputKind>()];
    }

    /// <summary>What of a configuration outputs refer to.</summary>
    /// <param name="device">The name of this box.</param>
    public static OutputNeighbours Neighbours(EdgeVisionOptions options, string device) =>
        new(device, options.Device is not null, [.. options.Cameras.Select(static camera => (camera.Name, camera.Fps))], options.Rules);
}
