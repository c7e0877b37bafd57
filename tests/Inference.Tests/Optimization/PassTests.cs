using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Optimization;
using EdgeVision.Inference.Tests.Reference;

namespace EdgeVision.Inference.Tests.Optimization;

public sealed class PassTests
{
    // Passes round new weights to float32: half an ulp for each number, and random graphs are a dozen operators deep.
    private const double Tolerance = 2e-5;

    private const int Graphs = 400;

    public static TheoryData<string> Names => [.. GraphOptimizer.Default.Passes.Select(static pass => pass.Name).Distinct()];

    [Theory, MemberData(nameof(Names))]
    public void LeavesTheFunctionAsItIs(string name)
    {
        IGraphPass pass = GraphOptimizer.Default.Passes.First(pass => pass.Name == name);

        for (int seed = 0; seed < Graphs; seed++)
            AssertSameFunction(seed, [pass]);
    }

    [Fact]
    public void AllTogetherLeaveTheFunctionAsItIs()
    {
        for (int seed = 0; seed < 2 * Graphs; seed++)
            AssertSameFunction(seed, [.. GraphOptimizer.Default.Passes]);
    }

    [Theory, MemberData(nameof(Names))]
    public void FindsNothingMoreTheSecondTime(string name)
    {
        IGraphPass pass = GraphOptimizer.Default.Passes.First(pass => pass.Name == name);

        for (int seed = 0; seed < Graphs / 4; seed++)
        {
            (ComputationGraph graph, _) = RandomGraph.Create(seed);
            pass.Run(graph);
            string[] once = [.. graph.Nodes.Select(static node => node.ToString())];

            pass.Run(graph);

            Assert.Equal(once, graph.Nodes.Select(static node => node.ToString()));
        }
    }

    private static void AssertSameFunction(int seed, IGraphPass[] passes)
    {
        (ComputationGraph graph, float[] input) = RandomGraph.Create(seed);
        GraphValidator.Validate(graph);
        string[] interfaceBefore = Interface(graph);
        ReferenceTensor[] before = ReferenceInterpreter.Run(graph, input);

        foreach (IGraphPass pass in passes)
            CheckedOptimizer.Run(pass, graph);

        Assert.Equal(interfaceBefore, Interface(graph));
        foreach ((ReferenceTensor expected, ReferenceTensor actual) in before.Zip(ReferenceInterpreter.Run(graph, input)))
        {
            Assert.Equal(expected.Shape, actual.Shape);
            for (int i = 0; i < expected.Values.Length; i++)
            {
                double scale = Math.Max(1, Math.Abs(expected.Values[i]));
                Assert.True(Math.Abs(expected.Values[i] - actual.Values[i]) <= Tolerance * scale,
                    $"Graph {seed}, element {i}: {expected.Values[i]} became {actual.Values[i]}.");
            }
        }
    }

    private static string[] Interface(ComputationGraph graph) =>
        [.. graph.Inputs.Select(static input => input.ToString()), .. graph.Outputs.Select(static output => output.Name + output.Value.Shape)];
}
