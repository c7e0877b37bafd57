using EdgeVision.Inference.Kernels.Activations;

namespace EdgeVision.Inference.Kernels;

/// <summary>
/// The work of <see cref="ConvolutionTiles"/> on NEON, which multiplies a register by one lane of another: four inputs are loaded at once and none is broadcast.
/// The products are added in the same order. Written by eng/KernelGenerator.
/// </summary>
internal static unsafe partial class SelectedLaneTiles
{
    /// <summary>The tile of exactly this shape, or null where none is written. With one row the step is not looked at.</summary>
    public static partial delegate*<ConvolutionTileArguments*, void> Find<TStep, TActivation>(int rows, int columns)
        where TStep : struct, IStep
        where TActivation : struct, IActivation;
}
