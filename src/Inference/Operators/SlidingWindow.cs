using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>
/// A window that slides over the height (Y) and width (X) of an image, in pixels. Kernel, strides and dilations are at least 1, pads at least 0.
/// </summary>
internal readonly record struct SlidingWindow(int KernelHeight, int KernelWidth)
{
    // 8192 × 8192 pixels. Below it every position, and every offset within a block of channels, fits an int.
    private const long MaxPaddedArea = 1 << 26;

    public int StrideY { get; init; } = 1;

    public int StrideX { get; init; } = 1;

    public int PadTop { get; init; }

    public int PadLeft { get; init; }

    public int PadBottom { get; init; }

    public int PadRight { get; init; }

    public int DilationY { get; init; } = 1;

    public int DilationX { get; init; } = 1;

    /// <summary>One pixel a step, no padding: a pointwise convolution.</summary>
    public bool IsPointwise => this == new SlidingWindow(1, 1);

    /// <summary>Rows, padding counted, that the windows of <paramref name="outputs"/> outputs one below the other see.</summary>
    public int RowsSeenBy(int outputs) => (outputs - 1) * StrideY + (KernelHeight - 1) * DilationY + 1;

    /// <summary>Positions of the window over an input of these sizes.</summary>
    /// <param name="roundUp">
    /// ONNX <c>ceil_mode</c>: a last window may hang over the padded edge, but must not start beyond the input and its leading pad.
    /// </param>
    /// <exception cref="ShapeException">A setting is out of range, the window is larger than the padded input, or that is larger than any image.</exception>
    public (int Height, int Width) OutputSize(int height, int width, bool roundUp = false)
    {
        if (KernelHeight < 1 || KernelWidth < 1 || StrideY < 1 || StrideX < 1 || DilationY < 1 || DilationX < 1)
            throw new ShapeException(
                $"kernel {KernelHeight}×{KernelWidth}, strides {StrideY}×{StrideX} and dilations {DilationY}×{DilationX} must all be at least 1");
        if (PadTop < 0 || PadLeft < 0 || PadBottom < 0 || PadRight < 0)
            throw new ShapeException("the padding is negative");

        long paddedHeight = (long)height + PadTop + PadBottom, paddedWidth = (long)width + PadLeft + PadRight;
        if (paddedHeight > MaxPaddedArea / paddedWidth)
            throw new ShapeException($"the padded input of {paddedHeight}×{paddedWidth} pixels has more than {MaxPaddedArea}");

        return (Positions(height, KernelHeight, StrideY, DilationY, PadTop, PadBottom, roundUp),
                Positions(width, KernelWidth, StrideX, DilationX, PadLeft, PadRight, roundUp));
    }

    private static int Positions(int size, int kernel, int stride, int dilation, int before, int after, bool roundUp)
    {
        long extent = (long)dilation * (kernel - 1) + 1;
        long room = (long)size + before + after - extent;
        if (room < 0)
            throw new ShapeException($"a window of {extent} pixels does not fit an input of {size} with padding {before} and {after}");

        long positions = (roundUp ? room + stride - 1 : room) / stride + 1;
        if (roundUp && (positions - 1) * stride >= (long)size + before)
            positions--;
        return (int)positions;
    }
}
