namespace EdgeVision.Inference.Kernels;

/// <summary>
/// What one call of a depthwise tile reads and writes: neighbouring pixels of one output row, as many channels as one register has lanes, or two
/// (<see cref="KernelTable.DepthwiseChannels"/>). Lengths are in floats.
/// </summary>
internal unsafe struct DepthwiseTileArguments
{
    /// <summary>For each row of taps, where the leftmost tap of the output row's first pixel lies; rows may lie anywhere.</summary>
    public float** Rows;

    /// <summary>From there to the leftmost tap of the tile's first pixel.</summary>
    public nint Column;

    /// <summary>[kernel height, kernel width, 16]</summary>
    public float* Weights;

    /// <summary>As many cache lines as there are taps, fetched into the cache meanwhile; never null.</summary>
    public float* Prefetch;

    /// <summary>[16]</summary>
    public float* Bias;

    /// <summary>First pixel; the next is one block on.</summary>
    public float* Output;

    /// <summary>Where the sum of all outputs of each channel is added; null for nowhere.</summary>
    public float* Sums;

    /// <summary>Added before the activation, pixels as in <see cref="Output"/>; null for none.</summary>
    public float* Residual;

    /// <summary>First parameter of the activation.</summary>
    public float Alpha;

    /// <summary>Second parameter of the activation.</summary>
    public float Beta;

    /// <summary>From one output pixel's input to the next one's; read by <see cref="DepthwiseWindow"/> only.</summary>
    public nint PixelStride;

    /// <summary>From one tap of a row to the next; read by <see cref="DepthwiseWindow"/> only.</summary>
    public nint TapStride;

    /// <summary>Rows of taps; read by <see cref="DepthwiseWindow"/> only.</summary>
    public int KernelHeight;

    /// <summary>Taps in a row; read by <see cref="DepthwiseWindow"/> only.</summary>
    public int KernelWidth;
}
