using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary><c>e to the x</c>; the parameters are not used.</summary>
internal readonly struct Exponential : IUnaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, TVector alpha, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        Exponentials.Exp<TLanes, TVector>(value);
}
