using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Models.Schema;
using EdgeVision.Inference.Tests.Sessions;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Networks;
using Google.Protobuf;

namespace EdgeVision.Workbench.Tests.Networks;

/// <summary>
/// The networks built here, with the weights of trained files that others exported, answer what those files answer: every layer is the reference's.
/// </summary>
public sealed class TrainedWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, double, int, int> Files => new()
    {
        { "mobilenet_v1_0.25_224.onnx", "mobilenet-v1", 0.25, 224, 1001 },
        { "mobilenet_v1_0.5_160_quant_deq.onnx", "mobilenet-v1", 0.5, 160, 1001 },
        { "mobilenet_v1_0.75_192_quant_deq.onnx", "mobilenet-v1", 0.75, 192, 1001 },
        { "tf2_mobilenet_v2_1.0_224_ptq_deq.onnx", "mobilenet-v2", 1.0, 224, 1001 },
        { "mobilenet_v3_small_1.0_224_hub_ptq_deq.onnx", "mobilenet-v3-small", 1.0, 224, 1001 },
        { "ssdlite_mobilenet_v2_coco_300_raw.onnx", "ssdlite-mobilenet-v2", 1.0, 300, 90 },
        { "deeplabv3_mnv2_513_voc_deq.onnx", "deeplabv3-mobilenet-v2", 1.0, 513, 21 },
    };

    public void Dispose() => _folder.Dispose();

    // At the resolution that they were trained for the same weights answer what the trained file answers, as tested below.
    [SharedFact(SharedMaterial.Networks)]
    public void TrainedWeightsGoIntoAnotherResolution()
    {
        string trained = Repository.SharedPathTo("models", "mobilenet_v1_0.25_224.onnx"), same = _folder.PathTo("same.onnx"), path = _folder.PathTo("net.onnx");
        NetworkDesign design = new(NetworkCatalog.Find("mobilenet-v1")!) { Alpha = 0.25, Resolution = 224, Classes = 1001 };

        NetworkFile.Write(design, trained, same, overwrite: false);
        NetworkFile.Write(design with { Resolution = 128 }, trained, path, overwrite: false);

        Dictionary<string, ByteString> expected = WeightsOf(same), actual = WeightsOf(path);
        Assert.Equal(2 * 28, actual.Count);
        Assert.Equal(expected, actual);
        using IInferenceSession session = InferenceSessions.Open(new ModelFile(path), new EngineOptions { Threads = 1 });
        Assert.Equal([1, 3, 128, 128], session.Inputs[0].Shape.AsEnumerable());
    }

    [SharedTheory(SharedMaterial.Networks), MemberData(nameof(Files))]
    public void AnswersWhatTheTrainedFileAnswers(string file, string family, double alpha, int resolution, int classes)
    {
        string trained = Repository.SharedPathTo("models", file), path = _folder.PathTo("net.onnx");
        NetworkFile.Write(
            new NetworkDesign(NetworkCatalog.Find(family)!) { Alpha = alpha, Resolution = resolution, Classes = classes }, trained, path, overwrite: false);

        using IInferenceSession expected = InferenceSessions.Open(new ModelFile(trained), new EngineOptions { Engine = EngineKind.OnnxRuntime, Threads = 2 });
        using IInferenceSession actual = InferenceSessions.Open(new ModelFile(path), new EngineOptions { Engine = EngineKind.Managed, Threads = 2 });
        Random random = new(3);
        foreach (ref float value in expected.Input(0))
            value = random.NextSingle() * 2f - 1f;
        expected.Input(0).CopyTo(actual.Input(0));
        expected.Run();
        actual.Run();

        Assert.Equal(expected.Outputs.Select(static spec => string.Join(' ', spec.Shape)), actual.Outputs.Select(static spec => string.Join(' ', spec.Shape)));
        for (int output = 0; output < expected.Outputs.Count; output++)
            Answers.AssertSame(expected.Output(output), actual.Output(output), $"{file} {expected.Outputs[output].Name}");
    }

    private static Dictionary<string, ByteString> WeightsOf(string path) =>
        ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph.Initializer
            .Where(static tensor => tensor.Name.EndsWith(".weight", StringComparison.Ordinal) || tensor.Name.EndsWith(".bias", StringComparison.Ordinal))
            .ToDictionary(static tensor => tensor.Name, static tensor => tensor.RawData);
}
