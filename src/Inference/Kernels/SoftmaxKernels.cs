using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Functions;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>exp(x − max) / Σ exp(x − max), so that no exponential overflows.</summary>
internal static unsafe class SoftmaxKernels
{
    /// <summary>Over one run of floats; in place allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<TLanes, TVector>(float* x, float* y, nint length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        float largest = x[0];
        for (nint k = 1; k < length; k++)
            largest = ScalarLane.AtLeast(largest, x[k]);

        TVector shift = TLanes.Broadcast(largest);
        TVector sums = TLanes.Broadcast(0f);
        nint i = 0;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
        {
            TVector e = Exponentials.Exp<TLanes, TVector>(TLanes.Subtract(TLanes.Load(x + i), shift));
            sums = TLanes.Add(sums, e);
            TLanes.Store(e, y + i);
        }

        float sum = TLanes.Sum(sums);
        for (; i < length; i++)
        {
            y[i] = Exponentials.Exp<ScalarLane, float>(x[i] - largest);
            sum += y[i];
        }

        float scale = 1f / sum;
        TVector scales = TLanes.Broadcast(scale);
        for (i = 0; i + TLanes.Count <= length; i += TLanes.Count)
            TLanes.Store(TLanes.Multiply(TLanes.Load(y + i), scales), y + i);
        for (; i < length; i++)
            y[i] *= scale;
    }
}
