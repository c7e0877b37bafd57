using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary><c>x · max(0, min(1, alpha · x + beta))</c> with 1/6 and 1/2 (Howard et al. 2019, arXiv:1905.02244, §5.2).</summary>
internal readonly struct HardSwish : IUnaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, TVector alpha, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Multiply(value, TLanes.AtMost(TLanes.Broadcast(1f), TLanes.AtLeast(TLanes.Broadcast(0f), TLanes.MultiplyAdd(value, alpha, beta))));
}
