using EdgeVision.Inference.Engines;
using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;
using EdgeVision.Pixels.Png;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.GoldenSamples;

/// <summary>Golden samples of models that somebody trained: what one engine says of a photograph the other says too.</summary>
public sealed class TrainedGoldenSampleTests
{
    [Theory]
    [InlineData("ssdlite-mobilenet-v2-coco", "coffee.jpg")]
    [InlineData("ssdlite-mobilenet-v2-coco", "chelsea.jpg")]
    [InlineData("centernet-mobilenet-v3-coco", "coffee.jpg")]
    [InlineData("centernet-mobilenet-v3-coco", "chelsea.jpg")]
    [InlineData("selfie-mobilenet-v3-mediapipe", "astronaut.jpg")]
    public void BothEnginesGiveTheGoldenAnswer_OfAModelThatShips(string model, string picture)
    {
        ModelPackage package = ModelPackage.Open(Repository.PathTo("models", model));

        AssertBothGiveIt(package.Manifest, package.File, Repository.PathTo("samples", picture));
    }

    [SharedTheory(SharedMaterial.Networks)]
    [InlineData("mobilenet_v1_0.25_224", "logits", 224)]
    [InlineData("mobilenet_v3_small_1.0_224_hub_ptq_deq", "logits", 224)]
    [InlineData("tf2_mobilenet_v2_1.0_224_ptq_deq", "logits", 224)]
    public void BothEnginesGiveTheGoldenAnswer_OfAClassifier(string model, string output, int side)
    {
        ModelManifest manifest = new()
        {
            Name = model,
            Sha256 = "",
            Labels = [.. File.ReadLines(Repository.SharedPathTo("models", "labels_1001.txt")).Skip(1).Select(static line => line[(line.IndexOf(':') + 1)..])],
            LabelBase = 1,
            Task = ModelTask.Classification,
            Input = new ImageInputSpec { Width = side, Height = side },
            Classification = new ClassificationOutput { Scores = output, ScoreKind = ScoreKind.SoftmaxLogits },
        };

        AssertBothGiveIt(manifest, new ModelFile(Repository.SharedPathTo("models", model + ".onnx")), Repository.PathTo("samples", "coffee.jpg"));
    }

    private static void AssertBothGiveIt(ModelManifest manifest, ModelFile file, string picture)
    {
        byte[] png = ToPng(picture);
        using IVisionTask recorder = Open(EngineKind.Managed, GoldenSample.RecordingScore(manifest));
        byte[] answer = GoldenSample.Record(png, recorder, "managed", "m");
        using GoldenSample sample = GoldenSample.Read(png, answer, manifest, "m");

        foreach (EngineKind engine in Enum.GetValues<EngineKind>())
        {
            using IVisionTask task = Open(engine, sample.MinimumScore);
            Assert.Null(sample.Check(task, sample.MinimumScore));
        }

        IVisionTask Open(EngineKind engine, float? minimumScore) => VisionTasks.Open(
            new LoadedModel(manifest, file, InferenceSessions.Open(file, new EngineOptions { Engine = engine, Threads = 1 })), minimumScore);
    }

    private static byte[] ToPng(string picture)
    {
        using JpegDecoder decoder = new();
        using PixelBuffer pixels = new();
        using PngEncoder encoder = new();
        FrameFormat format = decoder.Decode(File.ReadAllBytes(picture), 0, 0, pixels).Format;
        return encoder.Encode(pixels.Bytes[..(int)format.ByteCount], format).ToArray();
    }
}
