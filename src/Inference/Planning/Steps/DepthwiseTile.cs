using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Neighbouring pixels of an output row; offsets in floats from the row's first pixel.</summary>
internal unsafe struct DepthwiseTile
{
    /// <summary>The kernel for exactly so many pixels.</summary>
    public delegate*<DepthwiseTileArguments*, void> Kernel;

    /// <summary>Top left tap of the first pixel.</summary>
    public nint Input;

    /// <summary>The first pixel.</summary>
    public nint Output;
}
