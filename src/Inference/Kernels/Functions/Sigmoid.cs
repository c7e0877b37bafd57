using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary><c>1 / (1 + e to the −x)</c>; the parameters are not used.</summary>
internal readonly struct Sigmoid : IUnaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, TVector alpha, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Divide(TLanes.Broadcast(1f), TLanes.Add(TLanes.Broadcast(1f), Exponentials.Exp<TLanes, TVector>(TLanes.Subtract(TLanes.Broadcast(0f), value))));
}
