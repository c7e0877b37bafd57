using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>Means and maxima over windows of a blocked image.</summary>
internal static unsafe class PoolKernels
{
    /// <summary>y[0…16) = scale · Σ over a rectangle of pixels of x, for one block. Strides in floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Sum<TLanes, TVector>(float* x, nint rowStride, int height, int width, float scale, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (nint lane = 0; lane < ChannelBlock.Size; lane += TLanes.Count)
        {
            // Four sums, so that one addition does not wait for the last.
            TVector s0 = TLanes.Broadcast(0f), s1 = s0, s2 = s0, s3 = s0;
            for (int row = 0; row < height; row++)
            {
                float* pixel = x + row * rowStride + lane;
                int column = 0;
                for (; column + 4 <= width; column += 4, pixel += 4 * ChannelBlock.Size)
                {
                    s0 = TLanes.Add(s0, TLanes.Load(pixel));
                    s1 = TLanes.Add(s1, TLanes.Load(pixel + ChannelBlock.Size));
                    s2 = TLanes.Add(s2, TLanes.Load(pixel + 2 * ChannelBlock.Size));
                    s3 = TLanes.Add(s3, TLanes.Load(pixel + 3 * ChannelBlock.Size));
                }

                for (; column < width; column++, pixel += ChannelBlock.Size)
                    s0 = TLanes.Add(s0, TLanes.Load(pixel));
            }

            TLanes.Store(TLanes.Multiply(TLanes.Add(TLanes.Add(s0, s1), TLanes.Add(s2, s3)), TLanes.Broadcast(scale)), y + lane);
        }
    }

    /// <summary>y[0…16) = the largest x of a rectangle of pixels, for one block; the scale is not used.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Max<TLanes, TVector>(float* x, nint rowStride, int height, int width, float scale, float* y)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (nint lane = 0; lane < ChannelBlock.Size; lane += TLanes.Count)
        {
            TVector largest = TLanes.Load(x + lane);
            for (int row = 0; row < height; row++)
            {
                float* pixel = x + row * rowStride + lane;
                for (int column = 0; column < width; column++, pixel += ChannelBlock.Size)
                    largest = TLanes.AtLeast(largest, TLanes.Load(pixel));
            }

            TLanes.Store(largest, y + lane);
        }
    }

    /// <summary>The mean of a run of floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static float Mean<TLanes, TVector>(float* x, nint length)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector sum = TLanes.Broadcast(0f);
        nint i = 0;
        for (; i + TLanes.Count <= length; i += TLanes.Count)
            sum = TLanes.Add(sum, TLanes.Load(x + i));
        float total = TLanes.Sum(sum);
        for (; i < length; i++)
            total += x[i];
        return total / length;
    }
}
