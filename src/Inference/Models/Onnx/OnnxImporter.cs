using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>Makes a graph of a parsed model: resolves names, orders the nodes, fixes shapes and hands each node to its translation.</summary>
internal sealed class OnnxImporter(OnnxModel model, MappedFile file, IReadOnlyDictionary<string, int[]> inputShapes)
{
    private const int OldestOperatorSet = 7;
    private const int NewestOperatorSet = 22;

    private readonly ImportScope _scope = new(model, file);

    /// <exception cref="UnusableModelException">The model asks for what this engine does not do.</exception>
    /// <exception cref="ShapeException">An input's shape is none.</exception>
    public ComputationGraph Import()
    {
        RequireKnownOperators();
        IReadOnlyList<OnnxNode> nodes = OnnxNodeOrder.Sort(model);
        AddInputs();
        foreach (OnnxNode node in nodes)
            Translate(node);
        AddOutputs();
        return _scope.Graph;
    }

    private void RequireKnownOperators()
    {
        if (model.OperatorSetVersion is < OldestOperatorSet or > NewestOperatorSet)
        {
            throw new UnusableModelException(model.OperatorSetVersion == 0
                ? "the file names no ONNX operator set"
                : $"the file uses ONNX operator set {model.OperatorSetVersion}; {OldestOperatorSet} to {NewestOperatorSet} are supported");
        }

        List<OnnxNode> unknown = [.. model.Nodes.Where(static node => node.Domain.Length > 0 || OperatorTranslations.Find(node.OperatorType) is null)];
        if (unknown.Count == 0)
            return;

        IEnumerable<string> names = unknown
            .Select(static node => node.Domain.Length > 0 ? $"{node.Domain}.{node.OperatorType}" : node.OperatorType)
            .Distinct()
            .Order();
        string[] shown = [.. names.Take(8).Select(static name => $"'{name}'")];
        throw new UnusableModelException(
            $"{(shown.Length > 1 ? "these operators are" : "the operator is")} not supported: {string.Join(", ", shown)}", unknown[0].Description);
    }

    private void AddInputs()
    {
        HashSet<string> initialized = [.. model.Initializers.Select(static tensor => tensor.Name)];
        List<OnnxValue> inputs = [.. model.Inputs.Where(input => !initialized.Contains(input.Name))];
        foreach (string name in inputShapes.Keys)
        {
            if (inputs.All(input => input.Name != name))
            {
                string names = string.Join(", ", inputs.Take(8).Select(static input => $"'{input.Name}'"));
                throw new UnusableModelException($"a shape is given for the input '{name}', but the inputs are {names}");
            }
        }

        foreach (OnnxValue input in inputs)
        {
            if (input.DataType != OnnxDataType.Float32)
                throw new UnusableModelException($"the input '{input.Name}' has the element type {input.DataType}; only Float32 is supported");
            _scope.Bind(input.Name, _scope.Graph.AddInput(input.Name, ResolveShape(input)));
        }
    }

    private TensorShape ResolveShape(OnnxValue input)
    {
        IReadOnlyList<OnnxDimension>? declared = input.Dimensions;
        string written = declared is null ? "unknown" : $"[{string.Join(", ", declared)}]";
        if (inputShapes.TryGetValue(input.Name, out int[]? given))
        {
            bool agrees = declared is null
                || (declared.Count == given.Length
                    && declared.Zip(given).All(static pair => pair.First.Size is null or <= 0 || pair.First.Size == pair.Second));
            return agrees
                ? TensorShape.Create(given)
                : throw new UnusableModelException(
                    $"the shape [{string.Join(", ", given)}] given for the input '{input.Name}' does not agree with the file's {written}");
        }

        if (declared is null || declared.Any(static dimension => dimension.Size is null or <= 0))
            throw new UnusableModelException($"the input '{input.Name}' has the dynamic shape {written}; give it a fixed one");
        if (declared.Any(static dimension => dimension.Size > int.MaxValue))
            throw new UnusableModelException($"the input '{input.Name}' has the shape {written}, larger than any memory");
        return TensorShape.Create([.. declared.Take(TensorShape.MaxRank + 1).Select(static dimension => (int)dimension.Size!.Value)]);
    }

    private void Translate(OnnxNode node)
    {
        try
        {
            NodeContext context = new(node, (int)model.OperatorSetVersion, _scope);
            OperatorTranslations.Find(node.OperatorType)!(context);
            context.RequireAllAttributesUsed();
        }
        catch (ShapeException exception)
        {
            throw new UnusableModelException(exception.Message, node.Description);
        }
        catch (UnusableModelException exception) when (exception.Node is null)
        {
            throw new UnusableModelException(exception.Message, node.Description);
        }
    }

    private void AddOutputs()
    {
        if (model.Outputs.Count == 0)
            throw new UnusableModelException("the graph has no outputs");

        HashSet<string> seen = [];
        foreach (OnnxValue output in model.Outputs)
        {
            if (!seen.Add(output.Name))
                throw new UnusableModelException($"the output '{output.Name}' is listed twice");
            _scope.Graph.AddOutput(output.Name, _scope.Value(output.Name));
        }
    }
}
