using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>Operators that slide a window over images: Conv (since opset 1), AveragePool (7, 10, 11, 19), MaxPool (1, 8, 10, 11, 12).</summary>
internal static class WindowTranslations
{
    public static void Conv(NodeContext node)
    {
        GraphValue input = node.Value(0), weights = node.Value(1);
        if (input.Shape.Rank != 4 || weights.Shape.Rank != 4)
            throw new ShapeException($"only convolutions of images are supported, not of {input.Shape} with weights {weights.Shape}");
        if (node.IntegerList("kernel_shape") is { } kernel && !kernel.SequenceEqual([weights.Shape[2], weights.Shape[3]]))
            throw new ShapeException($"its kernel_shape [{string.Join(", ", kernel)}] is not that of the weights {weights.Shape}");

        SlidingWindow window = Window(node, new SlidingWindow(weights.Shape[2], weights.Shape[3]), input.Shape);
        Conv conv = new(window, NodeContext.ToInt(node.Integer("group", 1))) { HasBias = node.Has(2) };
        if (conv.HasBias)
            node.Emit(conv, input, weights, node.Value(2));
        else
            node.Emit(conv, input, weights);
    }

    public static void AveragePool(NodeContext node)
    {
        GraphValue input = node.Value(0);
        node.Emit(new Pool(PoolKind.Average, PoolWindow(node, input.Shape), node.Flag("ceil_mode"), node.Flag("count_include_pad")), input);
    }

    public static void MaxPool(NodeContext node)
    {
        GraphValue input = node.Value(0);
        node.Ignore("storage_order");
        node.EmitFirst(new Pool(PoolKind.Max, PoolWindow(node, input.Shape), node.Flag("ceil_mode")), input);
    }

    private static SlidingWindow PoolWindow(NodeContext node, TensorShape input)
    {
        if (input.Rank != 4)
            throw new ShapeException($"only pooling of images is supported, not of {input}");
        int[] kernel = Pair(node, "kernel_shape", absent: 0);
        return Window(node, new SlidingWindow(kernel[0], kernel[1]), input);
    }

    private static SlidingWindow Window(NodeContext node, SlidingWindow kernel, TensorShape input)
    {
        int[] strides = Pair(node, "strides", 1), dilations = Pair(node, "dilations", 1);
        SlidingWindow window = kernel with { StrideY = strides[0], StrideX = strides[1], DilationY = dilations[0], DilationX = dilations[1] };
        IReadOnlyList<long>? pads = node.IntegerList("pads");
        string autoPad = node.Text("auto_pad", "NOTSET");
        switch (autoPad)
        {
            case "NOTSET" or "" when pads is null:
            case "VALID":
                return window;
            case "NOTSET" or "":
                if (pads.Count != 4)
                    throw new ShapeException($"its pads [{string.Join(", ", pads)}] are not four numbers");
                return window with
                {
                    PadTop = NodeContext.ToInt(pads[0]),
                    PadLeft = NodeContext.ToInt(pads[1]),
                    PadBottom = NodeContext.ToInt(pads[2]),
                    PadRight = NodeContext.ToInt(pads[3]),
                };
            case "SAME_UPPER" or "SAME_LOWER":
                int y = SamePadding(input[2], window.KernelHeight, window.StrideY, window.DilationY);
                int x = SamePadding(input[3], window.KernelWidth, window.StrideX, window.DilationX);
                int extra = autoPad == "SAME_LOWER" ? 1 : 0;
                return window with
                {
                    PadTop = (y + extra) / 2,
                    PadLeft = (x + extra) / 2,
                    PadBottom = y - (y + extra) / 2,
                    PadRight = x - (x + extra) / 2,
                };
            default:
                throw new UnusableModelException($"its auto_pad '{autoPad}' is none of ONNX's");
        }
    }

    // So much that the output has ⌈size / stride⌉ pixels.
    private static int SamePadding(int size, int kernel, int stride, int dilation)
    {
        if (stride < 1 || kernel < 1 || dilation < 1)
            throw new ShapeException($"kernel {kernel}, stride {stride} and dilation {dilation} must all be at least 1");
        long positions = ((long)size + stride - 1) / stride;
        return NodeContext.ToInt(Math.Max(0, (positions - 1) * stride + (long)dilation * (kernel - 1) + 1 - size));
    }

    private static int[] Pair(NodeContext node, string name, int absent)
    {
        IReadOnlyList<long>? numbers = node.IntegerList(name);
        return numbers switch
        {
            null => [absent, absent],
            { Count: 2 } => [NodeContext.ToInt(numbers[0]), NodeContext.ToInt(numbers[1])],
            _ => throw new ShapeException($"its {name} [{string.Join(", ", numbers)}] are not two numbers"),
        };
    }
}
