using EdgeVision.Inference.Kernels.Activations;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>
/// The work of <see cref="DepthwiseTiles"/> where an instruction loads two registers but multiplies none from memory (NEON): twice as many channels at a time.
/// The products are added in the same order. Written by eng/KernelGenerator.
/// </summary>
internal static unsafe partial class DepthwisePairTiles
{
    /// <summary>The tile of this window and number of pixels, or null where none is written. Stride and dilation are in pixels.</summary>
    public static partial delegate*<DepthwiseTileArguments*, void> Find<TLanes, TVector, TActivation>(int kernel, int stride, int dilation, int pixels)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TActivation : struct, IActivation;
}
