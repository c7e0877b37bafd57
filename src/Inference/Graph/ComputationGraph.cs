using System.Collections.Immutable;
using System.Globalization;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Graph;

/// <summary>
/// A network: float32 values of static shape and the nodes that compute them, in topological order. Every change goes through the methods here,
/// which keep shapes, producers, consumers and order true. Owns what its constants view (a mapped model file): after <see cref="Dispose"/> they must
/// not be read.
/// </summary>
internal sealed class ComputationGraph(string name, IDisposable? storage = null) : IDisposable
{
    // Room for thirty nodes at one place before all positions are given anew.
    private const long PositionStep = 1L << 32;

    private static readonly Comparer<GraphNode> s_byPosition = Comparer<GraphNode>.Create(static (left, right) => left.Position.CompareTo(right.Position));

    private readonly Dictionary<string, GraphValue> _values = [];
    private readonly Dictionary<string, int> _numbersTried = [];
    private readonly Dictionary<GraphValue, int> _outputUses = [];
    private readonly List<GraphValue> _inputs = [];
    private readonly List<GraphNode> _nodes = [];
    private readonly List<GraphOutput> _outputs = [];

    /// <summary>The network's name, for messages.</summary>
    public string Name { get; } = name;

    /// <summary>What the caller provides, in file order.</summary>
    public IReadOnlyList<GraphValue> Inputs => _inputs;

    /// <summary>What the caller gets, in file order.</summary>
    public IReadOnlyList<GraphOutput> Outputs => _outputs;

    /// <summary>Every node after those whose outputs it reads.</summary>
    public IReadOnlyList<GraphNode> Nodes => _nodes;

    /// <summary>Inputs, constants and node outputs, in no particular order.</summary>
    public IReadOnlyCollection<GraphValue> Values => _values.Values;

    /// <summary>Adds a value the caller provides.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public GraphValue AddInput(string valueName, TensorShape shape)
    {
        GraphValue value = Add(new GraphValue(valueName, shape, constant: null));
        _inputs.Add(value);
        return value;
    }

    /// <summary>Adds known numbers.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public GraphValue AddConstant(string valueName, ConstantTensor constant) => Add(new GraphValue(valueName, constant.Shape, constant));

    /// <summary>Appends a node; its outputs' shapes are inferred.</summary>
    /// <exception cref="ShapeException">The operator does not take these inputs, or has another number of outputs.</exception>
    /// <exception cref="ArgumentException">An output's name is taken, or an input is not of this graph.</exception>
    public GraphNode AddNode(string nodeName, Operator @operator, ReadOnlySpan<GraphValue> inputs, params ReadOnlySpan<string> outputNames) =>
        Insert(_nodes.Count, nodeName, @operator, inputs, outputNames);

    /// <summary>Inserts a node right before <paramref name="successor"/>; otherwise as <see cref="AddNode"/>.</summary>
    /// <exception cref="ArgumentException">An input is computed only after that place.</exception>
    public GraphNode InsertBefore(
        GraphNode successor, string nodeName, Operator @operator, ReadOnlySpan<GraphValue> inputs, params ReadOnlySpan<string> outputNames)
    {
        int index = IndexOf(successor);
        foreach (GraphValue input in inputs)
            RequireComputedBefore(successor, input);
        return Insert(index, nodeName, @operator, inputs, outputNames);
    }

    /// <summary>Lets the caller have <paramref name="value"/> under <paramref name="outputName"/>.</summary>
    public void AddOutput(string outputName, GraphValue value)
    {
        RequireOwn(value);
        if (_outputs.Any(output => output.Name == outputName))
            throw new ArgumentException($"There already is an output named '{outputName}'.", nameof(outputName));
        _outputs.Add(new GraphOutput(outputName, value));
        CountOutput(value, 1);
    }

    /// <summary>Makes <paramref name="node"/> compute the same outputs by another operator from other inputs. Shapes of the outputs stay.</summary>
    /// <exception cref="ArgumentException">A shape would change, or an input is computed only after the node.</exception>
    public void Replace(GraphNode node, Operator @operator, params ReadOnlySpan<GraphValue> inputs)
    {
        IndexOf(node);
        foreach (GraphValue input in inputs)
            RequireComputedBefore(node, input);
        ImmutableArray<TensorShape> shapes = @operator.InferShapes(ShapesOf(inputs));
        if (!node.HasOutputShapes(shapes.AsSpan()))
            throw new ArgumentException($"{@operator.Name} would change the shapes of the outputs of '{node.Name}'.", nameof(@operator));

        foreach (GraphValue input in node.Inputs)
            input.MutableConsumers.Remove(node);
        node.Operator = @operator;
        node.Inputs = [.. inputs];
        foreach (GraphValue input in inputs)
            input.MutableConsumers.Add(node);
    }

    /// <summary>The place of each node among <see cref="Nodes"/>, as long as these do not change.</summary>
    public Dictionary<GraphNode, int> NodeOrder()
    {
        Dictionary<GraphNode, int> order = new(Nodes.Count);
        foreach (GraphNode node in Nodes)
            order.Add(node, order.Count);
        return order;
    }

    /// <summary>Numbers in all constants.</summary>
    public long CountConstantElements()
    {
        long count = 0;
        foreach (GraphValue value in Values)
            count += value.Constant is null ? 0 : value.Shape.ElementCount;
        return count;
    }

    /// <summary>Lets every reader of <paramref name="value"/>, graph outputs included, read <paramref name="replacement"/> instead.</summary>
    /// <exception cref="ArgumentException">The shapes differ, or a reader comes before the replacement is computed.</exception>
    public void ReplaceUses(GraphValue value, GraphValue replacement)
    {
        RequireOwn(value);
        RequireOwn(replacement);
        if (value.Shape != replacement.Shape)
            throw new ArgumentException($"{replacement} cannot stand for {value}: the shapes differ.", nameof(replacement));
        if (value == replacement)
            return;

        if (replacement.Producer is { } producer)
        {
            foreach (GraphNode consumer in value.Consumers)
            {
                if (consumer.Position <= producer.Position)
                    throw new ArgumentException($"'{consumer.Name}' comes before {replacement} is computed.", nameof(replacement));
            }
        }

        foreach (GraphNode consumer in value.Consumers.Distinct())
            consumer.Inputs = [.. consumer.Inputs.Select(input => input == value ? replacement : input)];
        replacement.MutableConsumers.AddRange(value.Consumers);
        value.MutableConsumers.Clear();
        for (int i = 0; i < _outputs.Count; i++)
        {
            if (_outputs[i].Value != value)
                continue;
            _outputs[i] = _outputs[i] with { Value = replacement };
            CountOutput(value, -1);
            CountOutput(replacement, 1);
        }
    }

    /// <summary>Whether <paramref name="node"/> is of this graph still.</summary>
    public bool Has(GraphNode node) => _nodes.BinarySearch(node, s_byPosition) is >= 0 and var index && _nodes[index] == node;

    /// <summary>Whether the caller gets <paramref name="value"/>.</summary>
    public bool IsOutput(GraphValue value) => _outputUses.GetValueOrDefault(value) > 0;

    /// <summary>
    /// Whether exactly one node reads <paramref name="value"/>, once, and the caller does not get it: then that node may absorb its producer.
    /// </summary>
    public bool HasSingleUse(GraphValue value) => value.Consumers.Count == 1 && !IsOutput(value);

    /// <summary>Removes a node whose outputs nobody reads, and these outputs.</summary>
    /// <exception cref="ArgumentException">An output is read.</exception>
    public void Remove(GraphNode node)
    {
        int index = IndexOf(node);
        foreach (GraphValue output in node.Outputs)
        {
            if (output.Consumers.Count > 0 || IsOutput(output))
                throw new ArgumentException($"{output} of '{node.Name}' is still read.", nameof(node));
        }

        foreach (GraphValue input in node.Inputs)
            input.MutableConsumers.Remove(node);
        foreach (GraphValue output in node.Outputs)
            _values.Remove(output.Name);
        _nodes.RemoveAt(index);
    }

    /// <summary>Removes a constant nobody reads.</summary>
    /// <exception cref="ArgumentException">It is read, or not a constant.</exception>
    public void RemoveConstant(GraphValue constant)
    {
        RequireOwn(constant);
        if (constant.Constant is null || constant.Consumers.Count > 0 || IsOutput(constant))
            throw new ArgumentException($"{constant} is not a constant nobody reads.", nameof(constant));
        _values.Remove(constant.Name);
    }

    /// <summary>A value name that is free: <paramref name="stem"/>, or with a free number after it.</summary>
    public string FreshName(string stem)
    {
        if (!_values.ContainsKey(stem))
            return stem;

        // Many nodes of a file may share a name: the search goes on where it ended the last time.
        string fresh;
        int number = _numbersTried.GetValueOrDefault(stem, 1);
        do
            fresh = string.Create(CultureInfo.InvariantCulture, $"{stem}.{++number}");
        while (_values.ContainsKey(fresh));
        _numbersTried[stem] = number - 1;
        return fresh;
    }

    /// <summary>Gives back what the constants view.</summary>
    public void Dispose() => storage?.Dispose();

    private GraphNode Insert(int index, string nodeName, Operator @operator, ReadOnlySpan<GraphValue> inputs, ReadOnlySpan<string> outputNames)
    {
        foreach (GraphValue input in inputs)
            RequireOwn(input);
        ImmutableArray<TensorShape> shapes = @operator.InferShapes(ShapesOf(inputs));
        if (shapes.Length != outputNames.Length)
            throw new ShapeException($"{@operator.Name} has {shapes.Length} outputs, not {outputNames.Length}");
        for (int i = 0; i < outputNames.Length; i++)
        {
            if (_values.ContainsKey(outputNames[i]) || outputNames[..i].Contains(outputNames[i]))
                throw new ArgumentException($"There already is a value named '{outputNames[i]}'.", nameof(outputNames));
        }

        GraphNode node = new(nodeName, @operator) { Inputs = [.. inputs] };
        GraphValue[] outputs = new GraphValue[shapes.Length];
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = Add(new GraphValue(outputNames[i], shapes[i], constant: null) { Producer = node });
        node.Outputs = [.. outputs];
        foreach (GraphValue input in inputs)
            input.MutableConsumers.Add(node);
        _nodes.Insert(index, node);
        GivePosition(index);
        return node;
    }

    private GraphValue Add(GraphValue value) =>
        _values.TryAdd(value.Name, value) ? value : throw new ArgumentException($"There already is a value named '{value.Name}'.", nameof(value));

    private void RequireOwn(GraphValue value)
    {
        if (_values.GetValueOrDefault(value.Name) != value)
            throw new ArgumentException($"{value} is not of this graph.", nameof(value));
    }

    private void RequireComputedBefore(GraphNode node, GraphValue value)
    {
        RequireOwn(value);
        if (value.Producer is { } producer && producer.Position >= node.Position)
            throw new ArgumentException($"{value} is computed too late.", nameof(value));
    }

    private int IndexOf(GraphNode node)
    {
        int index = _nodes.BinarySearch(node, s_byPosition);
        return index >= 0 && _nodes[index] == node ? index : throw new ArgumentException($"'{node.Name}' is not of this graph.", nameof(node));
    }

    // Between the neighbours, where there is room, so that a change in the middle of a long network does not touch every node.
    private void GivePosition(int index)
    {
        long before = index > 0 ? _nodes[index - 1].Position : 0;
        long after = index + 1 < _nodes.Count ? _nodes[index + 1].Position : before + 2 * PositionStep;
        if (after - before > 1)
        {
            _nodes[index].Position = before + (after - before) / 2;
            return;
        }

        for (int i = 0; i < _nodes.Count; i++)
            _nodes[i].Position = (i + 1) * PositionStep;
    }

    private void CountOutput(GraphValue value, int change)
    {
        int uses = _outputUses.GetValueOrDefault(value) + change;
        if (uses == 0)
            _outputUses.Remove(value);
        else
            _outputUses[value] = uses;
    }

    private static TensorShape[] ShapesOf(ReadOnlySpan<GraphValue> values)
    {
        TensorShape[] shapes = new TensorShape[values.Length];
        for (int i = 0; i < shapes.Length; i++)
            shapes[i] = values[i].Shape;
        return shapes;
    }
}
