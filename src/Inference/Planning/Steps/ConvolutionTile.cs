using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>A few neighbouring output pixels of one row.</summary>
internal unsafe struct ConvolutionTile
{
    /// <summary>The kernel for exactly so many pixels.</summary>
    public delegate*<ConvolutionTileArguments*, void> Kernel;

    /// <summary>Input of the first pixel, in floats from the input's first pixel inside the halo; may be negative.</summary>
    public nint Input;

    /// <summary>First output pixel, counted through the rows.</summary>
    public int Pixel;
}
