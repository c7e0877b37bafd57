using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>Arithmetic without memory: what the multipliers can do at most.</summary>
internal static unsafe class PeakKernels
{
    /// <summary>
    /// Multiply-adds of a register in one round of <see cref="MultiplyAdd"/>. A processor that begins two a cycle and takes four cycles for one needs eight
    /// that do not wait for each other; twelve leave room for slower ones and, with the two factors, fit the 16 registers of AVX2.
    /// </summary>
    public const int Chains = 12;

    /// <summary><see cref="Chains"/> independent sums, each of <paramref name="rounds"/> products.</summary>
    /// <param name="sum">Takes one register, so that nothing is computed in vain.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void MultiplyAdd<TLanes, TVector>(nint rounds, float* sum)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector left = TLanes.Broadcast(1e-3f), right = TLanes.Broadcast(2e-3f);
        TVector c0 = TLanes.Broadcast(0f), c1 = TLanes.Broadcast(1f), c2 = TLanes.Broadcast(2f), c3 = TLanes.Broadcast(3f);
        TVector c4 = TLanes.Broadcast(4f), c5 = TLanes.Broadcast(5f), c6 = TLanes.Broadcast(6f), c7 = TLanes.Broadcast(7f);
        TVector c8 = TLanes.Broadcast(8f), c9 = TLanes.Broadcast(9f), c10 = TLanes.Broadcast(10f), c11 = TLanes.Broadcast(11f);
        for (; rounds > 0; rounds--)
        {
            c0 = TLanes.MultiplyAdd(left, right, c0);
            c1 = TLanes.MultiplyAdd(left, right, c1);
            c2 = TLanes.MultiplyAdd(left, right, c2);
            c3 = TLanes.MultiplyAdd(left, right, c3);
            c4 = TLanes.MultiplyAdd(left, right, c4);
            c5 = TLanes.MultiplyAdd(left, right, c5);
            c6 = TLanes.MultiplyAdd(left, right, c6);
            c7 = TLanes.MultiplyAdd(left, right, c7);
            c8 = TLanes.MultiplyAdd(left, right, c8);
            c9 = TLanes.MultiplyAdd(left, right, c9);
            c10 = TLanes.MultiplyAdd(left, right, c10);
            c11 = TLanes.MultiplyAdd(left, right, c11);
        }

        c0 = TLanes.Add(TLanes.Add(TLanes.Add(c0, c1), TLanes.Add(c2, c3)), TLanes.Add(TLanes.Add(c4, c5), TLanes.Add(c6, c7)));
        TLanes.Store(TLanes.Add(c0, TLanes.Add(TLanes.Add(c8, c9), TLanes.Add(c10, c11))), sum);
    }
}
