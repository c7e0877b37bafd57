using EdgeVision.Inference.Kernels.Activations;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>
/// The inner product kernels of every convolution but the depthwise: pointwise, windowed, grouped, from planar input, and matrix times vector.
/// A tile is <c>rows</c> output pixels by <c>columns</c> registers of output channels; its inputs are told by <see cref="InputSegment"/>s, so that one kernel
/// serves them all. Written by eng/KernelGenerator.
/// </summary>
internal static unsafe partial class ConvolutionTiles
{
    /// <summary>The tile of exactly this shape, or null where none is written. With one row the step is not looked at.</summary>
    public static partial delegate*<ConvolutionTileArguments*, void> Find<TLanes, TVector, TStep, TActivation>(int rows, int columns)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TStep : struct, IStep
        where TActivation : struct, IActivation;
}
