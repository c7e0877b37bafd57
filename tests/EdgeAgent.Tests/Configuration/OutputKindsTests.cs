using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Buzzer;
using EdgeVision.EdgeAgent.Outputs.Display;
using EdgeVision.EdgeAgent.Outputs.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

public sealed class OutputKindsTests
{
    private static readonly EdgeVisionOptions s_all = new()
    {
        Mqtt = new MqttOptions(),
        Display = new DisplayOptions { Kind = DisplayKind.Lcd1602, Bus = "1" },
        Buzzer = new BuzzerOptions { Rule = "r" },
    };

    /// <summary>An output whose row was forgotten would be accepted, and do nothing.</summary>
    [Fact]
    public void EveryKindHasItsRow()
    {
        string[] classes =
        [
            .. typeof(IOutputKind).Assembly.GetTypes()
                .Where(static type => type.IsClass && type.IsAssignableTo(typeof(IOutputKind)))
                .Select(static type => type.Name),
        ];
        string[] rows = [.. OutputKinds.Of(s_all).Select(static kind => kind.GetType().Name)];

        Assert.True(classes.Length >= 4);
        Assert.True(
            classes.ToHashSet().SetEquals(rows),
            $"No row in OutputKinds (src/EdgeAgent/Configuration), or no section in this test's configuration: {string.Join(", ", classes.Except(rows))}.");
    }

    [Fact]
    public void LevelsComeBeforeWords() => Assert.Equal("GpioOutputKind", OutputKinds.Of(s_all)[0].GetType().Name);

    [Fact]
    public void ASectionThatIsMissingIsNoOutput() => Assert.Equal("GpioOutputKind", Assert.Single(OutputKinds.Of(new EdgeVisionOptions())).GetType().Name);
}
