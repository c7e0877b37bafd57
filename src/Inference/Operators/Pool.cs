using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>AveragePool or MaxPool over height and width. Input X [N, C, H, W]; output [N, C, oH, oW].</summary>
/// <param name="Kind">What becomes of the pixels under the window; padding never wins a maximum.</param>
/// <param name="RoundUp">ONNX <c>ceil_mode</c>: a last, partly overhanging window counts.</param>
/// <param name="CountsPadding">ONNX <c>count_include_pad</c>: padding counts as zeros in an average; what overhangs the padding never counts.</param>
internal sealed record Pool(PoolKind Kind, SlidingWindow Window, bool RoundUp = false, bool CountsPadding = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => Kind == PoolKind.Average ? "AveragePool" : "MaxPool";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        RequireRank(inputs[0], 4);

        // Else a window could lie in the padding altogether, where there is nothing to average and no largest pixel.
        if (Math.Max(Window.PadTop, Window.PadBottom) >= Window.KernelHeight || Math.Max(Window.PadLeft, Window.PadRight) >= Window.KernelWidth)
            throw new ShapeException($"{Name} pads as much as its window of {Window.KernelHeight}×{Window.KernelWidth} pixels covers");

        (int height, int width) = Window.OutputSize(inputs[0][2], inputs[0][3], RoundUp);
        return [[inputs[0][0], inputs[0][1], height, width]];
    }
}
