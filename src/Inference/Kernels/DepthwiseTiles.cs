using EdgeVision.Inference.Kernels.Activations;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>Depthwise convolution by square windows of 3 and 5, strides and dilations known to the JIT. Written by eng/KernelGenerator.</summary>
internal static unsafe partial class DepthwiseTiles
{
    /// <summary>The tile of this window and number of pixels, or null where none is written. TStep is from one output pixel's input to the next one's, TTap from one tap to the next.</summary>
    public static partial delegate*<DepthwiseTileArguments*, void> Find<TLanes, TVector, TStep, TTap, TActivation>(int kernel, int pixels)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TStep : struct, IStep
        where TTap : struct, IStep
        where TActivation : struct, IActivation;
}
