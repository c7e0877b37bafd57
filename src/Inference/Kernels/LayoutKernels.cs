using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>Rewrites rows of images from one layout to another. Strides are in floats.</summary>
internal static unsafe class LayoutKernels
{
    /// <summary>One row of up to 16 planes becomes a row of one block; places past <paramref name="channels"/> become zero.</summary>
    public static void PlanarToBlocked(float* planes, nint planeStride, int channels, float* block, int width)
    {
        for (int lane = 0; lane < channels; lane++)
        {
            float* plane = planes + lane * planeStride;
            for (int x = 0; x < width; x++)
                block[x * ChannelBlock.Size + lane] = plane[x];
        }

        for (int lane = channels; lane < ChannelBlock.Size; lane++)
        {
            for (int x = 0; x < width; x++)
                block[x * ChannelBlock.Size + lane] = 0f;
        }
    }

    /// <summary>One row of a block becomes a row of up to 16 planes.</summary>
    public static void BlockedToPlanar(float* block, float* planes, nint planeStride, int channels, int width)
    {
        for (int lane = 0; lane < channels; lane++)
        {
            float* plane = planes + lane * planeStride;
            for (int x = 0; x < width; x++)
                plane[x] = block[x * ChannelBlock.Size + lane];
        }
    }

    /// <summary>One row of all blocks becomes [width, channels]: channels last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void BlockedToChannelsLast<TLanes, TVector>(float* blocks, nint blockStride, int channels, float* y, int width)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (int x = 0; x < width; x++, y += channels)
        {
            int c = 0;
            for (; c + TLanes.Count <= channels; c += TLanes.Count)
                TLanes.Store(TLanes.Load(blocks + c / ChannelBlock.Size * blockStride + (nint)x * ChannelBlock.Size + c % ChannelBlock.Size), y + c);
            for (; c < channels; c++)
                y[c] = blocks[c / ChannelBlock.Size * blockStride + (nint)x * ChannelBlock.Size + c % ChannelBlock.Size];
        }
    }
}
