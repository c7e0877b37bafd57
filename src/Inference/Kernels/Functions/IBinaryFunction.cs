using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels.Functions;

/// <summary>A function of two values, inlined into the kernel that is specialised for it.</summary>
internal interface IBinaryFunction
{
    /// <summary>The function.</summary>
    static abstract TVector Apply<TLanes, TVector>(TVector left, TVector right)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}
