using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Tests.Graph;

/// <summary>That a pass which went round the graph's own methods is found out.</summary>
public sealed class GraphValidatorTests : IDisposable
{
    private readonly ComputationGraph _graph = new("network");
    private readonly GraphValue _input;
    private readonly GraphNode _first;
    private readonly GraphNode _second;

    public GraphValidatorTests()
    {
        _input = _graph.AddInput("x", [2, 3]);
        _first = _graph.AddNode("first", new Unary(UnaryFunction.Relu), [_input], "a");
        _second = _graph.AddNode("second", new Unary(UnaryFunction.Relu), [_first.Output], "b");
        _graph.AddOutput("y", _second.Output);
    }

    public void Dispose() => _graph.Dispose();

    [Fact]
    public void Passes_AWholeGraph() => GraphValidator.Validate(_graph);

    [Fact]
    public void Finds_ANodeBeforeWhatItReads()
    {
        _first.Inputs = [_second.Output];

        AssertBroken("'first' reads b[2, 3] before it is computed");
    }

    [Fact]
    public void Finds_AValueOfAnotherGraph()
    {
        using ComputationGraph other = new("other");
        _second.Inputs = [other.AddInput("x", [2, 3])];

        AssertBroken("'second' reads x[2, 3], which is not of this graph");
    }

    [Fact]
    public void Finds_AnOperatorOfAnotherShape()
    {
        _first.Operator = new Transpose([1, 0]);

        AssertBroken("the outputs of a[2, 3] = Transpose(x[2, 3]) have other shapes than inferred");
    }

    [Fact]
    public void Finds_AReaderThatIsNotCounted()
    {
        _input.MutableConsumers.Clear();

        AssertBroken("x[2, 3] miscounts its readers");
    }

    [Fact]
    public void Finds_AValueWithTwoOrigins()
    {
        _input.Producer = _second;

        AssertBroken("the input x[2, 3] has another origin");
    }

    private void AssertBroken(string how)
    {
        InvalidOperationException broken = Assert.Throws<InvalidOperationException>(() => GraphValidator.Validate(_graph, "after the pass 'test'"));

        Assert.Equal($"The graph is broken after the pass 'test': {how}.", broken.Message);
    }
}
