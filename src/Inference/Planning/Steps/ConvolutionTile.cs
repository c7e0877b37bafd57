using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>A few neighbouring output pixels of a row; of the first row, for all rows are alike.</summary>
internal unsafe struct ConvolutionTile
{
    /// <summary>The kernel for exactly so many pixels.</summary>
    public delegate*<ConvolutionTileArguments*, void> Kernel;

    /// <summary>Input of the first pixel, in floats from the first pixel, inside the halo, of the row's input; may be negative.</summary>
    public nint Input;

    /// <summary>First output pixel in its row.</summary>
    public int Pixel;
}
