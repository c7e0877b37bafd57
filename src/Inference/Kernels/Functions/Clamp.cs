using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary>The value kept between <c>alpha</c> and <c>beta</c>: ReLU is [0, ∞), ReLU6 is [0, 6], Clip is any other.</summary>
internal readonly struct Clamp : IUnaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, TVector alpha, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.AtMost(beta, TLanes.AtLeast(alpha, value));
}
