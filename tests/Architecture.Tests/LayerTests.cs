using System.Reflection;
using EdgeVision.TestKit;
using NetArchTest.Rules;

namespace EdgeVision.Architecture.Tests;

/// <summary>Who may use whom, as docs/architecture.md draws it.</summary>
public sealed class LayerTests
{
    private const string Inference = "EdgeVision.Inference";
    private const string Camera = "EdgeVision.Camera";
    private const string Agent = "EdgeVision.EdgeAgent";

    private static readonly Assembly s_inference = Assembly.Load("EdgeVision.Inference");
    private static readonly Assembly s_camera = Assembly.Load("EdgeVision.Camera");
    private static readonly Assembly s_peripherals = Assembly.Load("EdgeVision.Peripherals");
    private static readonly Assembly s_agent = Assembly.Load("EdgeVision.EdgeAgent");

    /// <summary>A room of the agent and the rooms it must not know.</summary>
    public static TheoryData<string, string[]> AgentLayers => new()
    {
        { "Mqtt", ["EdgeVision.EdgeAgent.Gpio", "EdgeVision.EdgeAgent.Outputs", "EdgeVision.EdgeAgent.Rules", "EdgeVision.EdgeAgent.Tracking", "EdgeVision.EdgeAgent.Pipeline", "EdgeVision.EdgeAgent.Hosting", Inference, Camera] },
        { "Gpio", ["EdgeVision.EdgeAgent.Mqtt", "EdgeVision.EdgeAgent.Outputs", "EdgeVision.EdgeAgent.Rules", "EdgeVision.EdgeAgent.Tracking", "EdgeVision.EdgeAgent.Pipeline", "EdgeVision.EdgeAgent.Hosting", Inference, Camera] },
        { "Logging", ["EdgeVision.EdgeAgent.Configuration", "EdgeVision.EdgeAgent.Gpio", "EdgeVision.EdgeAgent.Mqtt", "EdgeVision.EdgeAgent.Outputs", "EdgeVision.EdgeAgent.Rules", "EdgeVision.EdgeAgent.Tracking", "EdgeVision.EdgeAgent.Pipeline", "EdgeVision.EdgeAgent.Hosting", "EdgeVision.EdgeAgent.Cli", Inference] },
        { "Tracking", ["EdgeVision.EdgeAgent.Rules", "EdgeVision.EdgeAgent.Outputs", "EdgeVision.EdgeAgent.Pipeline", "EdgeVision.EdgeAgent.Hosting", Camera] },
        { "Rules", ["EdgeVision.EdgeAgent.Outputs", "EdgeVision.EdgeAgent.Pipeline", "EdgeVision.EdgeAgent.Hosting", "EdgeVision.EdgeAgent.Mqtt", "EdgeVision.EdgeAgent.Gpio", "EdgeVision.EdgeAgent.Inputs", Camera] },
        { "Inputs", ["EdgeVision.EdgeAgent.Outputs", "EdgeVision.EdgeAgent.Pipeline", "EdgeVision.EdgeAgent.Hosting", "EdgeVision.EdgeAgent.Mqtt", "EdgeVision.EdgeAgent.Cli", Inference, Camera] },
        { "Outputs", ["EdgeVision.EdgeAgent.Pipeline", "EdgeVision.EdgeAgent.Hosting", "EdgeVision.EdgeAgent.Cli", Camera] },
        { "Pipeline", ["EdgeVision.EdgeAgent.Hosting", "EdgeVision.EdgeAgent.Cli", "EdgeVision.EdgeAgent.Mqtt", "EdgeVision.EdgeAgent.Gpio", "EdgeVision.EdgeAgent.Inputs"] },
        { "Hosting", ["EdgeVision.EdgeAgent.Cli"] },
    };

    [Fact]
    public void RoomsOfInferenceUseThoseThatThePageNamesAndNoOthers() =>
        AllowedUses.Check(s_inference, Inference, Repository.PathTo("src", "Inference"), ArchitecturePage.RowsOf("src/Inference"));

    [Theory, MemberData(nameof(AgentLayers))]
    public void AgentRoomKnowsOnlyThoseBelowIt(string room, string[] forbidden) =>
        AssertKnowsNone(s_agent, $"{Agent}.{room}", forbidden);

    [Fact]
    public void CameraKnowsNothingOfTensorsHostsOrMqtt() =>
        AssertKnowsNone(s_camera, Camera, [Inference, Agent, "Microsoft.Extensions", "Microsoft.ML"]);

    [Fact]
    public void InferenceKnowsNothingOfCamerasHostsOrMqtt() =>
        AssertKnowsNone(s_inference, Inference, [Camera, Agent, "Microsoft.Extensions"]);

    [Fact]
    public void PeripheralsKnowNothingOfTheAgent() =>
        AssertKnowsNone(s_peripherals, "EdgeVision.Peripherals", [Inference, Camera, Agent, "Microsoft.Extensions"]);

    [Fact]
    public void NothingTheDaemonLoadsKnowsTheWorkbench()
    {
        foreach (Assembly assembly in (Assembly[])[s_agent, s_inference, s_camera, s_peripherals])
            AssertKnowsNone(assembly, "EdgeVision", ["EdgeVision.Workbench", "EdgeVision.CommandLine"]);
    }

    [Fact]
    public void OnlyPeripheralsTouchTheBindings() => AssertKnowsNone(s_agent, Agent, ["Iot.Device", "UnitsNet"]);

    [Fact]
    public void OnlyOneFolderTouchesOnnxRuntime()
    {
        string[] offenders = [.. Types.InAssembly(s_inference).That().HaveDependencyOn("Microsoft.ML.OnnxRuntime").GetTypes()
            .Select(type => type.FullName!)
            .Where(name => !name.StartsWith($"{Inference}.Sessions.OnnxRuntime", StringComparison.Ordinal))];

        Assert.Empty(offenders);
    }

    private static void AssertKnowsNone(Assembly assembly, string room, string[] forbidden)
    {
        PredicateList inRoom = Types.InAssembly(assembly).That().ResideInNamespace(room);
        Assert.True(inRoom.GetTypes().Any(), $"No type is in {room}: the rule checks nothing.");

        TestResult result = inRoom.ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.True(result.IsSuccessful, $"{room} must not use {string.Join(", ", forbidden)}, but these types do: {string.Join(", ", result.FailingTypeNames ?? [])}");
    }
}
