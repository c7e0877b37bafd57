using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary>The value itself.</summary>
internal readonly struct Identity : IUnaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, TVector alpha, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        value;
}
