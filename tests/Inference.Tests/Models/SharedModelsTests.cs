using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Optimization;
using EdgeVision.Inference.Tests.Optimization;
using EdgeVision.Inference.Tests.Reference;
using EdgeVision.Inference.Tests.Sessions;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Models;

public sealed class SharedModelsTests
{
    // ONNX Runtime sums in float32; over the depth of this network that leaves five digits.
    private const double GoldenTolerance = 1e-4;

    public static TheoryData<string> Files
    {
        get
        {
            string folder = Repository.SharedPathTo("models");
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.onnx").Select(static path => Path.GetFileName(path)).Order()] : ["none"];
        }
    }

    [SharedTheory(SharedMaterial.Networks), MemberData(nameof(Files))]
    public void OpensAndOptimizes(string file)
    {
        using ComputationGraph graph = OnnxModelReader.Load(new ModelFile(Repository.SharedPathTo("models", file)));
        GraphValidator.Validate(graph);
        int convolutions = graph.Nodes.Count(static node => node.Operator is Conv);
        string[] outputs = [.. graph.Outputs.Select(static output => output.Name + output.Value.Shape)];

        CheckedOptimizer.Optimize(graph);

        Assert.Equal(convolutions, graph.Nodes.Count(static node => node.Operator is Conv));
        Assert.Equal(outputs, graph.Outputs.Select(static output => output.Name + output.Value.Shape));
        Assert.DoesNotContain(
            graph.Nodes, static node => node.Operator is Unary && node.Inputs[0].Producer?.Operator is Conv && node.Inputs[0].Consumers.Count == 1);
    }

    [SharedTheory(SharedMaterial.Networks | SharedMaterial.Pictures), InlineData("mobilenet_v1_0.25_224"), InlineData("mobilenet_v3_small_1.0_224_hub_ptq_deq")]
    public void InterpreterMeetsOnnxRuntime(string model)
    {
        Golden picture = Golden.Load(model);
        using ComputationGraph graph = OnnxModelReader.Load(new ModelFile(picture.Model));
        (float[] input, float[] golden) = (picture.Input, picture.Outputs["logits"]);

        double[] before = ReferenceInterpreter.Run(graph, input)[0].Values;
        GraphOptimizer.Default.Optimize(graph);
        double[] after = ReferenceInterpreter.Run(graph, input)[0].Values;

        double range = golden.Max() - golden.Min();
        Assert.InRange(LargestDifference(before, golden), 0, GoldenTolerance * range);
        Assert.InRange(LargestDifference(after, golden), 0, GoldenTolerance * range);
    }

    private static double LargestDifference(double[] actual, float[] expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        return actual.Zip(expected).Max(static pair => Math.Abs(pair.First - pair.Second));
    }
}
