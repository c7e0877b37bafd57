using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Activations;

/// <summary>A formula of one value and two parameters, inlined into the kernel that is specialised for it.</summary>
internal interface IActivation
{
    /// <summary>The formula; what <paramref name="alpha"/> and <paramref name="beta"/> mean is the activation's own affair.</summary>
    static abstract TVector Apply<TLanes, TVector>(TVector value, TVector alpha, TVector beta)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
