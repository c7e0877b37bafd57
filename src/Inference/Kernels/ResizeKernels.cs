using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>One output row of a scaled blocked image, sixteen channels at once.</summary>
internal static unsafe class ResizeKernels
{
    /// <summary>Bilinear: (1 − v)·((1 − u)·upper left + u·upper right) + v·((1 − u)·lower left + u·lower right).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Linear<TLanes, TVector>(ResizeArguments* row)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector v = TLanes.Broadcast(row->LowerWeight);
        for (int x = 0; x < row->Width; x++)
        {
            TVector u = TLanes.Broadcast(row->RightWeights[x]);
            nint left = row->LeftOffsets[x], right = row->RightOffsets[x];
            float* output = row->Output + (nint)x * ChannelBlock.Size;
            for (nint lane = 0; lane < ChannelBlock.Size; lane += TLanes.Count)
            {
                TVector upper = TLanes.Load(row->Upper + left + lane);
                upper = TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Load(row->Upper + right + lane), upper), u, upper);
                TVector lower = TLanes.Load(row->Lower + left + lane);
                lower = TLanes.MultiplyAdd(TLanes.Subtract(TLanes.Load(row->Lower + right + lane), lower), u, lower);
                TLanes.Store(TLanes.MultiplyAdd(TLanes.Subtract(lower, upper), v, upper), output + lane);
            }
        }
    }

    /// <summary>Nearest: the pixel of <see cref="ResizeArguments.Upper"/> at <see cref="ResizeArguments.LeftOffsets"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Nearest<TLanes, TVector>(ResizeArguments* row)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int x = 0; x < row->Width; x++)
        {
            float* input = row->Upper + row->LeftOffsets[x];
            float* output = row->Output + (nint)x * ChannelBlock.Size;
            for (nint lane = 0; lane < ChannelBlock.Size; lane += TLanes.Count)
                TLanes.Store(TLanes.Load(input + lane), output + lane);
        }
    }
}
