using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Inference.Models;
using Microsoft.Extensions.Logging;

namespace EdgeVision.Workbench.Demo;

/// <summary>The configuration the demo runs with; everything else in it is the real thing.</summary>
internal static class DemoOptions
{
    public const string Device = "demo";
    public const string Camera = "pictures";
    public const string Output = "lamp";
    public const string EventStart = "starts";
    public const string EventEnd = "ends";

    /// <summary>Two rounds of the bundled pictures.</summary>
    public const int FramesOfTwoRounds = 2 * 3 * FramesEachPicture;

    private const double FramesPerSecond = 15;
    private const int FramesEachPicture = 15;

    /// <summary>
    /// The bundled pictures, each a second long, a rule for the cat and a lamp that follows it. A model that calls a cat or a person
    /// something else has a rule for whatever it sees, and the lamp follows that.
    /// </summary>
    /// <param name="model">What the network can see.</param>
    public static EdgeVisionOptions Create(InferenceOptions inference, ModelManifest model, int brokerPort)
    {
        IReadOnlyList<RuleOptions> rules = RulesFor(model);
        return new EdgeVisionOptions
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
            Rules = rules,
            Outputs = [new OutputOptions { Name = Output, Driver = OutputDriver.Simulated, Line = Output, Rule = rules[0].Name,
                MinimumOn = TimeSpan.FromSeconds(0.5) }],
            Mqtt = new MqttOptions { Host = "127.0.0.1", Port = brokerPort },
            Logging = new LoggingOptions { Level = LogLevel.Warning },
        };
    }

    private static IReadOnlyList<RuleOptions> RulesFor(ModelManifest model)
    {
        TimeSpan endAfter = TimeSpan.FromSeconds(0.5);
        return model.Labels.Contains("cat") && model.Labels.Contains("person")
            ? [new RuleOptions { Name = "cat", Labels = ["cat"], EndAfter = endAfter },
                new RuleOptions { Name = "person", Labels = ["person"], EndAfter = endAfter }]
            : [new RuleOptions { Name = "anything", EndAfter = endAfter }];
    }
}
