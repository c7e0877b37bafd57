using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Operators that take or add parts. Settings are attributes in old operator sets and inputs in new ones: Split since 13, Slice since 10, Pad since 11.
/// </summary>
internal static class SliceTranslations
{
    public static void Split(NodeContext node)
    {
        GraphValue input = node.Value(0);
        int axis = NodeContext.Axis(node.Integer("axis", 0), input.Shape.Rank);
        long parts = node.OperatorSet >= 18 ? node.Integer("num_outputs", node.OutputCount) : node.OutputCount;
        if (parts != node.OutputCount || parts < 1)
            throw new ShapeException($"it is to split into {parts} but has {node.OutputCount} outputs");

        IEnumerable<long>? given = node.OperatorSet < 13 ? node.IntegerList("split") : node.Has(1) ? node.Integers(1).Values : null;
        int dimension = input.Shape[axis];
        int chunk = (int)((dimension + parts - 1) / parts);
        if (given is null && node.OperatorSet < 18 && dimension % parts != 0)
            throw new ShapeException($"dimension {axis} of {input.Shape} does not split into {parts} equal parts");
        ImmutableArray<int> sizes = given is not null
            ? [.. given.Select(NodeContext.ToInt)]
            : [.. Enumerable.Range(0, (int)parts).Select(part => Math.Min(chunk, dimension - part * chunk))];
        node.Emit(new Split(axis, sizes), input);
    }

    public static void Slice(NodeContext node)
    {
        bool asInputs = node.OperatorSet >= 10;
        IReadOnlyList<long> starts = Bounds("starts", 1) ?? throw new UnusableModelException("it has no starts");
        IReadOnlyList<long> ends = Bounds("ends", 2) ?? throw new UnusableModelException("it has no ends");
        IReadOnlyList<long> axes = Bounds("axes", 3) ?? [.. Enumerable.Range(0, starts.Count).Select(static axis => (long)axis)];
        IReadOnlyList<long> steps = (asInputs ? Bounds("steps", 4) : null) ?? [.. Enumerable.Repeat(1L, starts.Count)];
        if (ends.Count != starts.Count || axes.Count != starts.Count || steps.Count != starts.Count)
            throw new ShapeException($"it has {starts.Count} starts, {ends.Count} ends, {axes.Count} axes and {steps.Count} steps");

        if (node.IsInteger(0))
        {
            IntegerTensor integers = node.Integers(0);
            (int first, int count, int by) = starts.Count == 1
                ? Resolve(starts[0], ends[0], steps[0], integers.Values.Length)
                : throw new ShapeException("a list has one axis");
            node.Emit(Enumerable.Range(0, count).Select(i => integers.Values[first + i * by]));
            return;
        }

        GraphValue input = node.Value(0);
        int[] firsts = new int[input.Shape.Rank], sizes = [.. input.Shape.Dimensions], strides = new int[input.Shape.Rank];
        Array.Fill(strides, 1);
        HashSet<int> seen = [];
        for (int i = 0; i < starts.Count; i++)
        {
            int axis = NodeContext.Axis(axes[i], input.Shape.Rank);
            if (!seen.Add(axis))
                throw new ShapeException($"its axis {axis} is given twice");
            (firsts[axis], sizes[axis], strides[axis]) = Resolve(starts[i], ends[i], steps[i], input.Shape[axis]);
        }

        node.Emit(new Slice([.. firsts], [.. sizes], [.. strides]), input);

        IReadOnlyList<long>? Bounds(string name, int index) =>
            !asInputs ? node.IntegerList(name) : node.Has(index) ? node.Integers(index).Values : null;
    }

    public static void Gather(NodeContext node)
    {
        IntegerTensor indices = node.Integers(1);
        long axis = node.Integer("axis", 0);
        if (node.IsInteger(0))
        {
            IntegerTensor integers = node.Integers(0);
            IEnumerable<long> taken = indices.Values.Select(index => integers.Values[NodeContext.Axis(index, integers.Values.Length)]);
            node.Emit(new IntegerTensor([.. taken], indices.IsScalar));
            return;
        }

        GraphValue input = node.Value(0);
        int along = NodeContext.Axis(axis, input.Shape.Rank);
        if (indices.Values.Length != 1)
            throw new UnusableModelException($"it takes {indices.Values.Length} rows of a float tensor; only 1 is supported");
        ImmutableArray<int> zeros = [.. new int[input.Shape.Rank]], ones = [.. Enumerable.Repeat(1, input.Shape.Rank)];
        Slice slice = new(zeros.SetItem(along, NodeContext.Axis(indices.Values[0], input.Shape[along])), input.Shape.With(along, 1).Dimensions, ones);
        if (indices.IsScalar)
            node.Emit(new Reshape(TensorShape.Create(input.Shape.Dimensions.RemoveAt(along).AsSpan())), node.Intermediate(slice, input));
        else
            node.Emit(slice, input);
    }

    public static void Pad(NodeContext node)
    {
        GraphValue input = node.Value(0);
        int rank = input.Shape.Rank;
        bool asInputs = node.OperatorSet >= 11;
        string mode = node.Text("mode", "constant");
        PadKind kind = mode switch
        {
            "constant" => PadKind.Constant,
            "reflect" => PadKind.Reflect,
            "edge" => PadKind.Edge,
            _ => throw new UnusableModelException($"its mode '{mode}' is not supported"),
        };
        IReadOnlyList<long> pads = asInputs ? node.Integers(1).Values : node.IntegerList("pads") ?? throw new UnusableModelException("it has no pads");
        float value = asInputs ? node.ConstantScalar(2, 0f) : node.Float("value", 0f);
        IReadOnlyList<long> axes = node.Has(3) ? node.Integers(3).Values : [.. Enumerable.Range(0, rank).Select(static axis => (long)axis)];
        if (pads.Count != 2 * axes.Count)
            throw new ShapeException($"it has {pads.Count} pads for {axes.Count} dimensions");

        int[] before = new int[rank], after = new int[rank];
        for (int i = 0; i < axes.Count; i++)
        {
            int axis = NodeContext.Axis(axes[i], rank);
            before[axis] = NodeContext.ToInt(pads[i]);
            after[axis] = NodeContext.ToInt(pads[i + axes.Count]);
        }

        node.Emit(new Pad(kind, [.. before], [.. after], value), input);
    }

    // ONNX Slice: bounds below 0 count from the end and are clamped; an end far out means "to the end".
    private static (int First, int Count, int Step) Resolve(long start, long end, long step, int size)
    {
        if (step is 0 or < -int.MaxValue or > int.MaxValue)
            throw new ShapeException($"its step is {step}");
        long lowest = step > 0 ? 0 : -1, highest = step > 0 ? size : size - 1;
        long first = Math.Clamp(start < 0 ? start + size : start, 0, highest);
        long stop = Math.Clamp(end < 0 ? end + size : end, lowest, highest);
        long count = step > 0 ? (stop - first + step - 1) / step : (first - stop - step - 1) / -step;
        return count > 0
            ? ((int)first, (int)count, (int)step)
            : throw new ShapeException($"nothing is left of a dimension of {size} from {start} to {end} by {step}");
    }
}
