using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>Rewrites rows of images from one layout to another. Strides are in floats.</summary>
internal static unsafe class LayoutKernels
{
    /// <summary>One row of up to 16 planes becomes a row of one block; places past <paramref name="channels"/> become zero.</summary>
    public static void PlanarToBlocked(float* planes, nint planeStride, int channels, float* block, int width)
    {
        int fours = InFours(channels), done = InFours(width);
        for (int x = 0; x < done && fours > 0; x += 4)
        {
            for (int lane = 0; lane < fours; lane += 4)
                Transpose4x4(planes + lane * planeStride + x, planeStride, block + (nint)x * ChannelBlock.Size + lane, ChannelBlock.Size);
        }

        for (int lane = 0; lane < channels; lane++)
        {
            float* plane = planes + lane * planeStride;
            for (int x = lane < fours ? done : 0; x < width; x++)
                block[(nint)x * ChannelBlock.Size + lane] = plane[x];
        }

        for (int lane = channels; lane < ChannelBlock.Size; lane++)
        {
            for (int x = 0; x < width; x++)
                block[(nint)x * ChannelBlock.Size + lane] = 0f;
        }
    }

    /// <summary>One row of a block becomes a row of up to 16 planes.</summary>
    public static void BlockedToPlanar(float* block, float* planes, nint planeStride, int channels, int width)
    {
        int fours = InFours(channels), done = InFours(width);

        // Plane by plane: writing to sixteen at once costs more than reading the row, which stays in the cache, four times.
        for (int lane = 0; lane < fours; lane += 4)
        {
            for (int x = 0; x < done; x += 4)
                Transpose4x4(block + (nint)x * ChannelBlock.Size + lane, ChannelBlock.Size, planes + lane * planeStride + x, planeStride);
        }

        for (int lane = 0; lane < channels; lane++)
        {
            float* plane = planes + lane * planeStride;
            for (int x = lane < fours ? done : 0; x < width; x++)
                plane[x] = block[(nint)x * ChannelBlock.Size + lane];
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

    // How many of these Transpose4x4 takes; all processors this runs fast on have it.
    private static int InFours(int count) => Sse.IsSupported || AdvSimd.Arm64.IsSupported ? count & ~3 : 0;

    // Memory is the limit, not arithmetic: registers of four serve every width.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4x4(float* rows, nint rowStride, float* columns, nint columnStride)
    {
        Vector128<float> a = Vector128.Load(rows), b = Vector128.Load(rows + rowStride), c = Vector128.Load(rows + 2 * rowStride),
            d = Vector128.Load(rows + 3 * rowStride);
        Vector128<float> acLow = ZipLow(a, c), acHigh = ZipHigh(a, c), bdLow = ZipLow(b, d), bdHigh = ZipHigh(b, d);
        ZipLow(acLow, bdLow).Store(columns);
        ZipHigh(acLow, bdLow).Store(columns + columnStride);
        ZipLow(acHigh, bdHigh).Store(columns + 2 * columnStride);
        ZipHigh(acHigh, bdHigh).Store(columns + 3 * columnStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> left, Vector128<float> right) =>
        AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(left, right) : Sse.UnpackLow(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> left, Vector128<float> right) =>
        AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(left, right) : Sse.UnpackHigh(left, right);
}
