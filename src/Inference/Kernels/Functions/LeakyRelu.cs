using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary><c>max(x, 0) + alpha · min(x, 0)</c>.</summary>
internal readonly struct LeakyRelu : IUnaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, TVector alpha, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.MultiplyAdd(alpha, TLanes.AtMost(TLanes.Broadcast(0f), value), TLanes.AtLeast(TLanes.Broadcast(0f), value));
}
