namespace EdgeVision.Inference.Kernels;

/// <summary>
/// What one call of a convolution tile reads and writes. Lengths are in floats. For output pixel p and output channel c of the tile:
/// y = activation(bias[c] + Σ over segments of x · w + residual).
/// </summary>
internal unsafe struct ConvolutionTileArguments
{
    /// <summary>Input of the first pixel; the next pixel is one stride on.</summary>
    public float* Input;

    /// <summary>Which inputs belong to a pixel.</summary>
    public InputSegment* Segments;

    /// <summary>At least 1.</summary>
    public nint SegmentCount;

    /// <summary>[inputs of a pixel, columns · lanes], the inputs in the order of the segments.</summary>
    public float* Weights;

    /// <summary>From the weights in use to those that are fetched into the cache meanwhile; 0 for none.</summary>
    public nint PrefetchOffset;

    /// <summary>[columns · lanes]</summary>
    public float* Bias;

    /// <summary>First output channel, pixel offset 0.</summary>
    public float* Output;

    /// <summary>From one block of output channels to the next.</summary>
    public nint OutputBlock;

    /// <summary>Where each pixel of the tile goes, from <see cref="Output"/>.</summary>
    public int* OutputOffsets;

    /// <summary>Added before the activation; null for none.</summary>
    public float* Residual;

    /// <summary>From one block of residual channels to the next.</summary>
    public nint ResidualBlock;

    /// <summary>Where each pixel of the tile is, from <see cref="Residual"/>.</summary>
    public int* ResidualOffsets;

    /// <summary>First parameter of the activation.</summary>
    public float Alpha;

    /// <summary>Second parameter of the activation.</summary>
    public float Beta;
}
