using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tests.Graph;

public sealed class ComputationGraphTests : IDisposable
{
    private static readonly Unary s_relu = new(UnaryFunction.Relu);

    private readonly ComputationGraph _graph = new("network");
    private readonly GraphValue _input;
    private readonly GraphNode _first;
    private readonly GraphNode _second;

    public ComputationGraphTests()
    {
        _input = _graph.AddInput("x", [2, 3]);
        _first = _graph.AddNode("first", s_relu, [_input], "a");
        _second = _graph.AddNode("second", s_relu, [_first.Output], "b");
        _graph.AddOutput("y", _second.Output);
        GraphValidator.Validate(_graph);
    }

    public void Dispose() => _graph.Dispose();

    [Fact]
    public void Rejects_TwoValuesOfOneName() => Assert.Throws<ArgumentException>(() => _graph.AddNode("third", s_relu, [_input], "a"));

    [Fact]
    public void Rejects_InputOfAnotherGraph()
    {
        using ComputationGraph other = new("other");
        GraphValue stranger = other.AddInput("x", [2, 3]);

        Assert.Throws<ArgumentException>(() => _graph.AddNode("third", s_relu, [stranger], "c"));
    }

    [Fact]
    public void Rejects_WrongNumberOfOutputs() => Assert.Throws<ShapeException>(() => _graph.AddNode("third", s_relu, [_input], "c", "d"));

    [Fact]
    public void Rejects_ReplacementThatReadsWhatComesLater() => Assert.Throws<ArgumentException>(() => _graph.Replace(_first, s_relu, _second.Output));

    [Fact]
    public void Rejects_ReplacementOfAnotherShape() => Assert.Throws<ArgumentException>(() => _graph.Replace(_first, new Transpose([1, 0]), _input));

    [Fact]
    public void Rejects_RemovalOfANodeThatIsRead() => Assert.Throws<ArgumentException>(() => _graph.Remove(_first));

    [Fact]
    public void Rejects_RemovalOfANodeWhoseOutputTheCallerGets() => Assert.Throws<ArgumentException>(() => _graph.Remove(_second));

    [Fact]
    public void Rejects_ReaderBeforeItsValue() => Assert.Throws<ArgumentException>(() => _graph.ReplaceUses(_input, _first.Output));

    [Fact]
    public void Rejects_ValueOfAnotherShapeInItsPlace()
    {
        GraphValue constant = _graph.AddConstant("one", ConstantTensor.Scalar(1f));

        Assert.Throws<ArgumentException>(() => _graph.ReplaceUses(_input, constant));
    }

    [Fact]
    public void ReplacedUsesIncludeTheCallers()
    {
        _graph.ReplaceUses(_second.Output, _input);
        _graph.Remove(_second);
        _graph.Remove(_first);

        GraphValidator.Validate(_graph);
        Assert.Equal(new GraphOutput("y", _input), Assert.Single(_graph.Outputs));
    }

    [Fact]
    public void InsertsANodeBetweenOthers()
    {
        GraphNode between = _graph.InsertBefore(_second, "between", new Unary(UnaryFunction.Sigmoid), [_first.Output], "c");
        _graph.Replace(_second, s_relu, between.Output);

        GraphValidator.Validate(_graph);
        Assert.Equal(["first", "between", "second"], _graph.Nodes.Select(static node => node.Name));
    }

    [Theory, InlineData(0), InlineData(-1)]
    public void Rejects_DimensionBelowOne(int dimension) => Assert.Throws<ShapeException>(() => TensorShape.Create([2, dimension]));

    [Fact]
    public void Rejects_ShapeOfMoreElementsThanAnIntCounts() => Assert.Throws<ShapeException>(() => TensorShape.Create([1 << 16, 1 << 16]));
}
