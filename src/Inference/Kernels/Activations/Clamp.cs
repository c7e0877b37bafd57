using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Activations;

/// <summary>The value kept between <c>first</c> and <c>second</c>: ReLU is [0, ∞), ReLU6 is [0, 6], Clip is any other.</summary>
internal readonly struct Clamp : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, TVector first, TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.AtMost(second, TLanes.AtLeast(first, value));
}
