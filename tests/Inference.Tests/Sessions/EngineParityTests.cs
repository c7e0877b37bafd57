using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Models;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Sessions;

/// <summary>The two engines share no code, so what both say is what the file says.</summary>
public sealed class EngineParityTests
{
    public static TheoryData<string> SharedModels
    {
        get
        {
            string folder = Repository.SharedPathTo("models");
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.onnx").Select(static path => Path.GetFileName(path)).Order()] : ["none"];
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [SharedTheory(SharedMaterial.Networks), MemberData(nameof(SharedModels))]
    public void EnginesAgreeOnTrainedModels(string file) => Compare(Repository.SharedPathTo("models", file));

    [Fact]
    public void EnginesAgreeOnTheDefaultModel() => Compare(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco", "model.onnx"));

    [Fact]
    public void EnginesAgreeOnALittleOfEverything() => Compare(ModelBuilder.Small());

    [Theory, MemberData(nameof(Seeds))]
    public void EnginesAgreeOnRandomNetworks(int seed) => Compare(RandomNetwork.Make(seed));

    private static void Compare(ModelBuilder model)
    {
        // ONNX Runtime wants a name of its own for each node.
        for (int i = 0; i < model.Graph.Node.Count; i++)
            model.Graph.Node[i].Name = $"{model.Graph.Node[i].OpType} {i}";
        using TemporaryModel file = new(model.Bytes);
        Compare(file.Path);
    }

    private static void Compare(string path)
    {
        using IInferenceSession managed = InferenceSessions.Open(new ModelFile(path), new EngineOptions { Engine = EngineKind.Managed, Threads = 2 });
        using IInferenceSession other = InferenceSessions.Open(new ModelFile(path), new EngineOptions { Engine = EngineKind.OnnxRuntime, Threads = 2 });
        Assert.Equal(other.Inputs.Select(static spec => spec.ToString()), managed.Inputs.Select(static spec => spec.ToString()));
        Assert.Equal(other.Outputs.Select(static spec => spec.ToString()), managed.Outputs.Select(static spec => spec.ToString()));
        foreach (int seed in new[] { 1, 2 })
        {
            Random random = new(seed);
            for (int input = 0; input < other.Inputs.Count; input++)
            {
                foreach (ref float value in other.Input(input))
                    value = random.NextSingle() * 2f - 1f;
                other.Input(input).CopyTo(managed.Input(input));
            }

            managed.Run();
            other.Run();

            for (int output = 0; output < other.Outputs.Count; output++)
                Answers.AssertSame(other.Output(output), managed.Output(output), $"{Path.GetFileName(path)} {other.Outputs[output].Name} seed {seed}");
        }
    }
}
