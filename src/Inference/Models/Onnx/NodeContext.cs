using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>One node of the file as its translation sees it: its attributes, its inputs, and the outputs it must set.</summary>
internal sealed class NodeContext(OnnxNode node, int operatorSet, ImportScope scope)
{
    private readonly HashSet<string> _used = [];

    /// <summary>The file's version of ONNX's operators, which decides what a node means.</summary>
    public int OperatorSet { get; } = operatorSet;

    /// <summary>How many inputs are listed, left-out ones before the last included.</summary>
    public int InputCount => node.Inputs.Count;

    /// <summary>How many outputs are listed.</summary>
    public int OutputCount => node.Outputs.Count;

    /// <summary>Whether an optional input is present; a float tensor without elements means that it is left out.</summary>
    public bool Has(int input) => IsListed(input) && !scope.IsEmpty(node.Inputs[input]);

    /// <summary>A float input.</summary>
    /// <exception cref="UnusableModelException">It is missing or not float.</exception>
    public GraphValue Value(int input) => scope.Value(InputName(input));

    /// <summary>Whether an input stands for integers that are known now.</summary>
    public bool IsInteger(int input) => Has(input) && scope.Integers(node.Inputs[input]) is not null;

    /// <summary>An input of integers, which must be known now.</summary>
    /// <exception cref="UnusableModelException">It is missing, not integers, or depends on what the network computes.</exception>
    public IntegerTensor Integers(int input) => scope.Integers(InputName(input))
        ?? throw new UnusableModelException(
            $"its input '{InputName(input)}' is not a constant list of integers, so shapes would depend on what the network computes");

    /// <summary>A float input that must be known now.</summary>
    /// <exception cref="UnusableModelException">It is missing, not float, or depends on what the network computes.</exception>
    public ConstantTensor Constant(int input) => Value(input).Constant
        ?? throw new UnusableModelException($"its input '{InputName(input)}' is not a constant, which is not supported");

    /// <summary>A single float that must be known now, or <paramref name="absent"/> where the optional input is left out.</summary>
    public float ConstantScalar(int input, float absent)
    {
        if (!Has(input))
            return absent;
        ConstantTensor constant = Constant(input);
        return constant.Shape.ElementCount == 1
            ? constant.Values[0]
            : throw new UnusableModelException($"its input '{InputName(input)}' is {constant.Shape} instead of one number");
    }

    /// <summary>An integer attribute.</summary>
    public long Integer(string name, long absent) => Find(name) is { } attribute ? attribute.Integer ?? throw WrongKind(name, "an integer") : absent;

    /// <summary>A boolean attribute.</summary>
    public bool Flag(string name, bool absent = false) => Integer(name, absent ? 1 : 0) != 0;

    /// <summary>A float attribute.</summary>
    public float Float(string name, float absent) => Find(name) is { } attribute ? attribute.Float ?? throw WrongKind(name, "a float") : absent;

    /// <summary>A word attribute.</summary>
    public string Text(string name, string absent) => Find(name) is { } attribute ? attribute.Text ?? throw WrongKind(name, "a word") : absent;

    /// <summary>A list of integers, or <see langword="null"/> where the attribute is absent.</summary>
    public IReadOnlyList<long>? IntegerList(string name) => Find(name)?.Integers;

    /// <summary>A list of floats, or <see langword="null"/> where the attribute is absent.</summary>
    public IReadOnlyList<float>? FloatList(string name) => Find(name)?.Floats;

    /// <summary>A tensor attribute, or <see langword="null"/> where it is absent.</summary>
    public OnnxTensor? Tensor(string name) => Find(name) is { } attribute ? attribute.Tensor ?? throw WrongKind(name, "a tensor") : null;

    /// <summary>Marks attributes as read that have no effect on inference.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
            _used.Add(name);
    }

    /// <summary>An axis in [−rank, rank) counted from the front.</summary>
    /// <exception cref="ShapeException">It is outside.</exception>
    public static int Axis(long axis, int rank)
    {
        long counted = axis < 0 ? axis + rank : axis;
        return counted >= 0 && counted < rank ? (int)counted : throw new ShapeException($"axis {axis} is outside the {rank} dimensions of its input");
    }

    /// <summary>A number that must fit an int.</summary>
    /// <exception cref="ShapeException">It does not.</exception>
    public static int ToInt(long number) =>
        number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new ShapeException($"the number {number} is beyond what any shape needs");

    /// <summary>Adds an operator whose result is not an output, for a node that becomes several operators.</summary>
    public GraphValue Intermediate(Operator @operator, params ReadOnlySpan<GraphValue> inputs) =>
        scope.Emit(NodeName, @operator, inputs, [scope.FreshName($"{OutputName(0)}.{@operator.Name}")])[0];

    /// <summary>Adds a node that computes the outputs. Optional outputs that are left out get fresh names.</summary>
    public void Emit(Operator @operator, params ReadOnlySpan<GraphValue> inputs)
    {
        string[] names = new string[node.Outputs.Count];
        for (int i = 0; i < names.Length; i++)
            names[i] = node.Outputs[i].Length > 0 ? node.Outputs[i] : scope.FreshName($"{OutputName(0)}.unused");
        GraphValue[] outputs = scope.Emit(NodeName, @operator, inputs, names);
        for (int i = 0; i < outputs.Length; i++)
            scope.Bind(names[i], outputs[i]);
    }

    /// <summary>Adds a node for the first output; this engine does not compute the others.</summary>
    public void EmitFirst(Operator @operator, params ReadOnlySpan<GraphValue> inputs) =>
        scope.Bind(OutputName(0), scope.Emit(NodeName, @operator, inputs, [OutputName(0)])[0]);

    /// <summary>Sets the output to a constant.</summary>
    public void Emit(ConstantTensor constant) => scope.Bind(OutputName(0), scope.AddConstant(OutputName(0), constant));

    /// <summary>Sets the output to a tensor without elements.</summary>
    public void EmitEmpty() => scope.BindEmpty(OutputName(0));

    /// <summary>Sets the output to known integers.</summary>
    public void Emit(IntegerTensor integers) => scope.Bind(OutputName(0), integers);

    /// <summary>Sets the output to a list of known integers.</summary>
    public void Emit(IEnumerable<long> integers) => Emit(new IntegerTensor([.. integers.Take(IntegerTensor.MaxLength + 1)], IsScalar: false));

    /// <summary>Announces a constant that takes more memory than the file gives it; see <see cref="ImportScope.Spend"/>.</summary>
    public void Spend(int length) => scope.Spend(length);

    /// <summary>The numbers of a tensor attribute.</summary>
    public ConstantTensor ReadFloats(OnnxTensor tensor) => scope.ReadFloats(tensor);

    /// <summary>The integers of a tensor attribute.</summary>
    public IntegerTensor ReadIntegers(OnnxTensor tensor) => scope.ReadIntegers(tensor);

    /// <summary>An attribute nobody looked at may change what the node means.</summary>
    /// <exception cref="UnusableModelException">There is one.</exception>
    public void RequireAllAttributesUsed()
    {
        if (node.Attributes.FirstOrDefault(attribute => !_used.Contains(attribute.Name)) is { } unknown)
            throw new UnusableModelException($"its attribute '{unknown.Name}' is not known for operator set {OperatorSet}");
    }

    private string NodeName => node.Name.Length > 0 ? node.Name : $"{node.OperatorType}:{OutputName(0)}";

    private OnnxAttribute? Find(string name)
    {
        _used.Add(name);
        return node.Attributes.FirstOrDefault(attribute => attribute.Name == name);
    }

    private bool IsListed(int input) => input < node.Inputs.Count && node.Inputs[input].Length > 0;

    private string InputName(int input) => IsListed(input) ? node.Inputs[input] : throw new UnusableModelException($"its input {input} is missing");

    private string OutputName(int output) =>
        output < node.Outputs.Count && node.Outputs[output].Length > 0
            ? node.Outputs[output]
            : throw new UnusableModelException($"its output {output} is missing");

    private static UnusableModelException WrongKind(string name, string kind) => new($"its attribute '{name}' is not {kind}");
}
