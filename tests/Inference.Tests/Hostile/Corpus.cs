using EdgeVision.Inference.Engines;
using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tests.GoldenModels;
using EdgeVision.Inference.Tests.Models;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Hostile;

/// <summary>The good files that hunts begin with, in <c>tests/Inference.Tests/Corpus</c>. EDGEVISION_WRITE_CORPUS=1 makes them anew.</summary>
internal static class Corpus
{
    static Corpus()
    {
        if (Environment.GetEnvironmentVariable("EDGEVISION_WRITE_CORPUS") == "1")
            Write();
    }

    /// <summary>The golden models whose manifests and answers are there: one of each task.</summary>
    public static IReadOnlyList<string> Models { get; } = ["ssdlite-mobilenet-v2", "mobilenet-v3-small", "deeplabv3-mobilenet-v2"];

    /// <summary>The networks, small enough to be opened thousands of times.</summary>
    public static IReadOnlyList<string> Networks { get; } = ["small.onnx", "shapes.onnx", "windows.onnx"];

    public static byte[] Read(string name) => File.ReadAllBytes(PathTo(name));

    private static string PathTo(string name) => Repository.PathTo("tests", "Inference.Tests", "Corpus", name);

    private static void Write()
    {
        Directory.CreateDirectory(PathTo(""));
        File.WriteAllBytes(PathTo("small.onnx"), ModelBuilder.Small().Bytes);
        File.WriteAllBytes(PathTo("shapes.onnx"), Shapes().Bytes);
        File.WriteAllBytes(PathTo("windows.onnx"), Windows().Bytes);
        foreach (string name in Models)
        {
            ModelPackage package = GoldenModel.Load(name).Package;
            using IVisionTask task = VisionTasks.Open(
                InferenceSessions.Load(package, new EngineOptions { Threads = 1 }), GoldenSample.RecordingScore(package.Manifest));
            File.WriteAllBytes(PathTo($"{name}.golden.json"), GoldenSample.Record(File.ReadAllBytes(GoldenPicture.Path), task, "managed", "m"));
        }
    }

    /// <summary>What moves numbers, with constants that say where to.</summary>
    private static ModelBuilder Shapes() => new ModelBuilder()
        .Input("x", 1, 4, 6, 6)
        .Integers("pads", 0, 0, 1, 1, 0, 0, 1, 1).Integers("starts", 0, 1).Integers("ends", 4, 7).Integers("axes", 1, 2).Integers("steps", 1, 2)
        .Integers("index", 2).Integers("halves", 1, 3).Integers("flat", 1, -1).Floats("w", [120, 3], new float[360]).Floats("b", [3], 1f, 2f, 3f)
        .Node("Pad", ["x", "pads"], ["padded"], ("mode", "constant"))
        .Node("Slice", ["padded", "starts", "ends", "axes", "steps"], ["sliced"])
        .Node("Gather", ["sliced", "index"], ["gathered"], ("axis", 1L))
        .Node("Split", ["sliced", "halves"], ["first", "second"], ("axis", 1L))
        .Node("Concat", ["second", "first", "gathered"], ["joined"], ("axis", 1L))
        .Node("Transpose", ["joined"], ["turned"], ("perm", new long[] { 0, 2, 3, 1 }))
        .Node("Reshape", ["turned", "flat"], ["row"])
        .Node("MatMul", ["row", "w"], ["product"])
        .Node("Add", ["product", "b"], ["scores"])
        .Node("Softmax", ["scores"], ["y"], ("axis", -1L))
        .Output("y", 1, 3);

    /// <summary>What looks through windows, and what is folded into it.</summary>
    private static ModelBuilder Windows() => new ModelBuilder()
        .Input("x", 1, 2, 9, 9)
        .Floats("w", [2, 2, 3, 3], new float[36])
        .Floats("scale", [2], 1f, 2f).Floats("shift", [2], 0f, 1f).Floats("mean", [2], 0f, 0f).Floats("variance", [2], 1f, 1f)
        .Floats("roi", [0]).Floats("scales", [4], 1f, 1f, 2f, 2f).Floats("fc", [3, 2], new float[6]).Floats("bias", [3], new float[3])
        .Node("Conv", ["x", "w"], ["c"], ("pads", new long[] { 2, 2, 2, 2 }), ("dilations", new long[] { 2, 2 }), ("strides", new long[] { 1, 1 }))
        .Node("BatchNormalization", ["c", "scale", "shift", "mean", "variance"], ["n"], ("epsilon", 0.001f))
        .Node("Relu", ["n"], ["r"])
        .Node("MaxPool", ["r"], ["m"], ("kernel_shape", new long[] { 3, 3 }), ("strides", new long[] { 2, 2 }))
        .Node("AveragePool", ["m"], ["a"], ("kernel_shape", new long[] { 2, 2 }), ("pads", new long[] { 0, 0, 1, 1 }), ("count_include_pad", 1L))
        .Node("Resize", ["a", "roi", "scales"], ["u"], ("mode", "linear"), ("coordinate_transformation_mode", "asymmetric"))
        .Node("ReduceMean", ["u"], ["p"], ("axes", new long[] { 2, 3 }), ("keepdims", 0L))
        .Node("Gemm", ["p", "fc", "bias"], ["y"], ("transB", 1L))
        .Output("y", 1, 3);
}
