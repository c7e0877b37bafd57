using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary>
/// A function of one value and two parameters, inlined into the kernel that is specialised for it; the last part of a tile, where it is an activation.
/// </summary>
internal interface IUnaryFunction
{
    /// <summary>The function; what <paramref name="alpha"/> and <paramref name="beta"/> are, each function says.</summary>
    static abstract TVector Apply<TLanes, TVector>(TVector value, TVector alpha, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
