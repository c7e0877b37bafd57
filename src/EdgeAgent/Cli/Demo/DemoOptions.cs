using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Cli.Demo;

/// <summary>The configuration the demo runs with; everything else in it is the real thing.</summary>
internal static class DemoOptions
{
    public const string Device = "demo";
    public const string Camera = "pictures";
    public const string Output = "lamp";

    private const double FramesPerSecond = 15;
    private const int FramesEachPicture = 15;

    /// <summary>The bundled pictures, each a second long, a rule for the cat and a lamp that follows it.</summary>
    public static EdgeVisionOptions Create(InferenceOptions inference, int brokerPort) => new()
    {
        Device = Device,
        Inference = inference,
        Cameras =
        [
            new CameraOptions
            {
                Name = Camera,
                Kind = CameraKind.Replay,
                Path = Path.Combine(AppContext.BaseDirectory, "samples"),
                Fps = FramesPerSecond,
                Hold = FramesEachPicture,
            },
        ],
        Rules =
        [
            new RuleOptions { Name = "cat", Labels = ["cat"], EndAfter = TimeSpan.FromSeconds(0.5) },
            new RuleOptions { Name = "person", Labels = ["person"], EndAfter = TimeSpan.FromSeconds(0.5) },
        ],
        Outputs = [new OutputOptions { Name = Output, Driver = OutputDriver.Simulated, Line = Output, Rule = "cat", MinimumOn = TimeSpan.FromSeconds(0.5) }],
        Mqtt = new MqttOptions { Host = "127.0.0.1", Port = brokerPort },
        Logging = new LoggingOptions { Level = LogLevel.Warning },
    };
}
