using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Maps each name in the file to a value of the graph, or to integers that are known during import. Initializers are read at their first use.
/// </summary>
internal sealed class ImportScope
{
    // Four gigabytes of activation is beyond every board; a file that asks for it is wrong or hostile.
    private const int MaxLength = 1 << 30;

    // Constants up to this size are computed at once, because shapes may come of them; larger ones are left to the optimizer.
    private const int MaxFoldedLength = 1 << 12;

    private const int MaxComputedLength = 1 << 20;

    private readonly MappedFile _file;
    private readonly Dictionary<string, GraphValue> _values = [];
    private readonly Dictionary<string, IntegerTensor> _integers = [];
    private readonly Dictionary<string, OnnxTensor> _initializers = [];
    private readonly HashSet<string> _fileNames;
    private readonly HashSet<string> _empty = [];
    private int _budget = MaxComputedLength;

    public ImportScope(OnnxModel model, MappedFile file)
    {
        _file = file;
        foreach (OnnxTensor tensor in model.Initializers)
            _initializers.TryAdd(tensor.Name, tensor);
        _fileNames = [.. _initializers.Keys, .. model.Inputs.Select(static input => input.Name), .. model.Nodes.SelectMany(static node => node.Outputs)];
        Graph = new ComputationGraph(model.GraphName, file);
    }

    /// <summary>The graph so far.</summary>
    public ComputationGraph Graph { get; }

    /// <summary>Maps <paramref name="name"/> to <paramref name="value"/>.</summary>
    public void Bind(string name, GraphValue value) => _values.Add(name, value);

    /// <summary>Lets <paramref name="name"/> stand for <paramref name="integers"/>.</summary>
    /// <exception cref="UnusableModelException">There are too many.</exception>
    public void Bind(string name, IntegerTensor integers)
    {
        if (integers.Values.Length > IntegerTensor.MaxLength)
            throw new UnusableModelException($"'{name}' becomes a list of more than {IntegerTensor.MaxLength} integers");
        _integers.Add(name, integers);
    }

    /// <summary>Maps <paramref name="name"/> to a tensor without elements, which exporters write for an optional input that is left out.</summary>
    public void BindEmpty(string name) => _empty.Add(name);

    /// <summary>Whether <paramref name="name"/> stands for a float tensor without elements.</summary>
    public bool IsEmpty(string name) =>
        _empty.Contains(name) || (_initializers.TryGetValue(name, out OnnxTensor? tensor) && OnnxTensorReader.IsEmptyFloats(tensor));

    /// <summary>Counts elements of constants that are computed rather than in the file, so that a small file cannot ask for much memory.</summary>
    /// <exception cref="UnusableModelException">All together are too many.</exception>
    public void Spend(int length)
    {
        _budget -= length;
        if (_budget < 0)
            throw new UnusableModelException("the constants computed while opening the model take too much memory");
    }

    /// <summary>The float value of that name.</summary>
    /// <exception cref="UnusableModelException">It is not float, or its numbers are damaged.</exception>
    public GraphValue Value(string name)
    {
        if (_values.TryGetValue(name, out GraphValue? value))
            return value;
        if (_integers.ContainsKey(name))
            throw new UnusableModelException($"'{name}' is a list of integers where a float32 tensor is needed");
        if (_empty.Contains(name))
            throw new UnusableModelException($"'{name}' is a tensor without elements where numbers are needed");
        if (!_initializers.TryGetValue(name, out OnnxTensor? tensor))
            throw new UnusableModelException($"'{name}' is an output that this engine does not compute");
        if (!OnnxTensorReader.IsFloat(tensor.DataType))
            throw new UnusableModelException(
                $"the initializer '{name}' has the element type {tensor.DataType}; only Float32, Float16 and Float64 are supported here");

        value = Graph.AddConstant(name, OnnxTensorReader.ReadFloats(tensor, _file));
        Bind(name, value);
        return value;
    }

    /// <summary>The integers of that name, if it stands for integers.</summary>
    public IntegerTensor? Integers(string name)
    {
        if (_integers.TryGetValue(name, out IntegerTensor? integers))
            return integers;
        if (!_initializers.TryGetValue(name, out OnnxTensor? tensor) || !OnnxTensorReader.IsInteger(tensor.DataType))
            return null;

        integers = OnnxTensorReader.ReadIntegers(tensor, _file);
        Bind(name, integers);
        return integers;
    }

    /// <summary>Adds a constant under a name of the file.</summary>
    public GraphValue AddConstant(string name, ConstantTensor constant) => Graph.AddConstant(name, constant);

    /// <summary>The numbers of a tensor that is an attribute.</summary>
    public ConstantTensor ReadFloats(OnnxTensor tensor) => OnnxTensorReader.ReadFloats(tensor, _file);

    /// <summary>The integers of a tensor that is an attribute.</summary>
    public IntegerTensor ReadIntegers(OnnxTensor tensor) => OnnxTensorReader.ReadIntegers(tensor, _file);

    /// <summary>Adds a node or, where all inputs are small constants, its results as constants.</summary>
    /// <exception cref="ShapeException">The operator does not take these inputs, or the result is too large.</exception>
    public GraphValue[] Emit(string nodeName, Operator @operator, ReadOnlySpan<GraphValue> inputs, ReadOnlySpan<string> outputs)
    {
        if (Fold(@operator, inputs) is { } folded)
        {
            GraphValue[] constants = new GraphValue[outputs.Length];
            for (int i = 0; i < constants.Length; i++)
                constants[i] = Graph.AddConstant(outputs[i], folded[i]);
            return constants;
        }

        GraphNode node = Graph.AddNode(nodeName, @operator, inputs, outputs);
        foreach (GraphValue output in node.Outputs)
        {
            if (output.Shape.ElementCount > MaxLength)
                throw new ShapeException($"the output {output} has more than {MaxLength} elements");
        }

        return [.. node.Outputs];
    }

    /// <summary>A name that neither the graph nor the file uses.</summary>
    public string FreshName(string stem)
    {
        string fresh = Graph.FreshName(stem);
        while (_fileNames.Contains(fresh))
            fresh = Graph.FreshName(fresh + "'");
        return fresh;
    }

    private IReadOnlyList<ConstantTensor>? Fold(Operator @operator, ReadOnlySpan<GraphValue> inputs)
    {
        ConstantTensor[] constants = new ConstantTensor[inputs.Length];
        TensorShape[] shapes = new TensorShape[inputs.Length];
        for (int i = 0; i < constants.Length; i++)
        {
            if (inputs[i].Constant is not { } constant)
                return null;
            constants[i] = constant;
            shapes[i] = constant.Shape;
        }

        ImmutableArray<TensorShape> results = @operator.InferShapes(shapes);
        if (results.Any(static shape => shape.ElementCount > MaxFoldedLength))
            return null;
        if (!ConstantEvaluator.Knows(@operator))
            return null;
        Spend(results.Sum(static shape => shape.ElementCount));
        return ConstantEvaluator.Evaluate(@operator, constants);
    }
}
