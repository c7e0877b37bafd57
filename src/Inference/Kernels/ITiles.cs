namespace EdgeVision.Inference.Kernels;

/// <summary>
/// The tiles of one width, written by eng/KernelGenerator.
/// <para>
/// Convolution tiles are the inner product kernels of every convolution but the depthwise: pointwise, windowed, grouped, from planar input, and matrix
/// times vector. Such a tile is <c>rows</c> output pixels by <c>columns</c> registers of output channels; its inputs are told by
/// <see cref="InputSegment"/>s, so that one kernel serves them all.
/// </para>
/// </summary>
internal unsafe interface ITiles
{
    /// <summary>The tile of exactly this shape, or null where none is written. With one row the stride is not looked at.</summary>
    static abstract delegate*<ConvolutionTileArguments*, void> Convolution(TileActivation activation, PixelStride stride, int rows, int columns);

    /// <summary>
    /// The depthwise tile of <see cref="KernelTable.DepthwiseChannels"/>, a square window of 3 or 5 and so many neighbouring pixels, or null where none
    /// is written.
    /// <paramref name="stride"/> is from one output pixel's input to the next one's, <paramref name="tap"/> from one tap to the next.
    /// </summary>
    static abstract delegate*<DepthwiseTileArguments*, void> Depthwise(TileActivation activation, PixelStride stride, PixelStride tap, int kernel, int pixels);
}
