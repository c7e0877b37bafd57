namespace EdgeVision.Workbench.Networks;

/// <summary>
/// A square window of a table of layers. Its border is the layout's to choose, such that an output has the input's size over the stride, rounded up.
/// </summary>
/// <param name="Kernel">Pixels along a side.</param>
/// <param name="Stride">Pixels from one output to the next.</param>
/// <param name="Dilation">Pixels from one tap to the next; above 1 the convolution is atrous.</param>
internal readonly record struct Window(int Kernel, int Stride = 1, int Dilation = 1)
{
    /// <summary>1×1.</summary>
    public static Window Pointwise => new(1);
}
