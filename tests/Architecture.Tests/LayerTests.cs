using System.Reflection;
using EdgeVision.TestKit;
using NetArchTest.Rules;

namespace EdgeVision.Architecture.Tests;

/// <summary>Who may use whom, as docs/architecture.md draws it.</summary>
public sealed class LayerTests
{
    private const string Inference = "EdgeVision.Inference";
    private const string Camera = "EdgeVision.Camera";
    private const string Pixels = "EdgeVision.Pixels";
    private const string Linux = "EdgeVision.Linux";
    private const string ModelStore = "EdgeVision.ModelStore";
    private const string Agent = "EdgeVision.EdgeAgent";
    private const string Peripherals = "EdgeVision.Peripherals";
    private const string Workbench = "EdgeVision.Workbench";

    private static readonly Assembly s_inference = Assembly.Load(Inference);
    private static readonly Assembly s_linux = Assembly.Load(Linux);
    private static readonly Assembly s_pixels = Assembly.Load(Pixels);
    private static readonly Assembly s_modelStore = Assembly.Load(ModelStore);
    private static readonly Assembly s_camera = Assembly.Load(Camera);
    private static readonly Assembly s_peripherals = Assembly.Load(Peripherals);
    private static readonly Assembly s_agent = Assembly.Load(Agent);

    /// <summary>An assembly whose rooms the page has, and the folder of its sources.</summary>
    public static TheoryData<string, string> Assemblies => new()
    {
        { Linux, "src/Linux" },
        { Pixels, "src/Pixels" },
        { ModelStore, "src/ModelStore" },
        { Camera, "src/Camera" },
        { Inference, "src/Inference" },
        { Agent, "src/EdgeAgent" },
        { Workbench, "src/Workbench" },
    };

    /// <summary>A room of the agent, and the assemblies it must not know; those inside it neither.</summary>
    public static TheoryData<string, string[]> Narrow => new()
    {
        { "Mqtt", [Inference, Camera, Peripherals, Pixels] },
        { "Gpio", [Inference, Camera, Peripherals, Pixels] },
        { "Settings", [Inference, Camera, Peripherals, Pixels, Linux] },
        { "Logging", [Inference, Peripherals, Linux] },
        { "Tracking", [Camera, Peripherals, Pixels, Linux] },
        { "Rules", [Camera, Peripherals, Pixels, Linux] },
        { "Inputs", [Inference, Camera, Pixels] },
        { "Outputs", [Camera] },
        { "Outputs.Gpio", [Inference, Peripherals, Pixels] },
        { "Outputs.Mqtt", [Peripherals] },
        { "Pipeline", [Peripherals, Linux] },
        { "Configuration", [Peripherals] },
    };

    [Theory, MemberData(nameof(Assemblies))]
    public void RoomsUseThoseThatThePageNamesAndNoOthers(string assembly, string sources) =>
        AllowedUses.Check(Assembly.Load(assembly), assembly, Repository.PathTo(sources), ArchitecturePage.RowsOf(sources));

    [Theory, MemberData(nameof(Narrow))]
    public void RoomKnowsNothingOfAnAssembly(string room, string[] forbidden) => AssertKnowsNone(s_agent, $"{Agent}.{room}", forbidden);

    [Fact]
    public void TheKernelsWordsKnowNothingOfTheRest() =>
        AssertKnowsNone(s_linux, Linux, [Pixels, Camera, Inference, Peripherals, Agent, "Microsoft.Extensions"]);

    [Fact]
    public void PixelsKnowNothingOfCamerasTensorsOrHosts() =>
        AssertKnowsNone(s_pixels, Pixels, [Linux, Camera, Inference, Agent, "Microsoft.Extensions", "Microsoft.ML"]);

    [Fact]
    public void TheStoreOfModelsKnowsNothingOfWhatRunsThem() =>
        AssertKnowsNone(s_modelStore, ModelStore, [Pixels, Camera, Inference, Peripherals, Agent, "Microsoft.Extensions", "Microsoft.ML", "MQTTnet"]);

    [Fact]
    public void OnlyFetchingTouchesTheNetwork() =>
        Assert.Empty(
            Types.InAssembly(s_modelStore).That().ResideInNamespaceMatching($"^{ModelStore}$").And().HaveDependencyOnAny("System.Net", "Polly").GetTypes());

    [Fact]
    public void CameraKnowsNothingOfTensorsHostsOrMqtt() =>
        AssertKnowsNone(s_camera, Camera, [Inference, Agent, "Microsoft.Extensions", "Microsoft.ML"]);

    [Fact]
    public void InferenceKnowsNothingOfCamerasHostsOrMqtt() =>
        AssertKnowsNone(s_inference, Inference, [Linux, Camera, Agent, "Microsoft.Extensions"]);

    [Fact]
    public void PeripheralsKnowNothingOfTheAgent() =>
        AssertKnowsNone(s_peripherals, Peripherals, [Inference, Camera, Pixels, Agent, "Microsoft.Extensions"]);

    [Fact]
    public void NothingTheDaemonLoadsKnowsTheWorkbench()
    {
        foreach (Assembly assembly in (Assembly[])[s_agent, s_inference, s_camera, s_pixels, s_linux, s_modelStore, s_peripherals])
            AssertKnowsNone(assembly, "EdgeVision", [Workbench, "EdgeVision.CommandLine"]);
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

        Assert.True(
            result.IsSuccessful, $"{room} must not use {string.Join(", ", forbidden)}, but these types do: {string.Join(", ", result.FailingTypeNames ?? [])}");
    }
}
