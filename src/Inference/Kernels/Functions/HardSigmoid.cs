using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary><c>max(0, min(1, alpha · x + beta))</c>, the ONNX definition.</summary>
internal readonly struct HardSigmoid : IUnaryFunction
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, TVector alpha, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.AtMost(TLanes.Broadcast(1f), TLanes.AtLeast(TLanes.Broadcast(0f), TLanes.MultiplyAdd(value, alpha, beta)));
}
