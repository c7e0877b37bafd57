using System.Runtime.CompilerServices;
using EdgeVision.Inference.Kernels.Functions;
using EdgeVision.Inference.Kernels.Lanes;

namespace EdgeVision.Inference.Kernels;

/// <summary>Depthwise convolution by any window, stride and dilation: the tile of four pixels and of one for what <see cref="ITiles"/> does not have.</summary>
internal static unsafe class DepthwiseWindow
{
    /// <summary>The tile of 1 or 4 pixels, else null.</summary>
    public static delegate*<DepthwiseTileArguments*, void> Find<TLanes, TVector, TActivation>(int pixels)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TActivation : struct, IUnaryFunction => pixels switch
        {
            1 => &One<TLanes, TVector, TActivation>,
            4 => &Four<TLanes, TVector, TActivation>,
            _ => null,
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void One<TLanes, TVector, TActivation>(DepthwiseTileArguments* tile)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TActivation : struct, IUnaryFunction
    {
        TVector c = TLanes.Load(tile->Bias);
        float* weights = tile->Weights;
        for (int y = 0; y < tile->KernelHeight; y++)
        {
            float* tap = tile->Rows[y] + tile->Column;
            for (int x = 0; x < tile->KernelWidth; x++, tap += tile->TapStride, weights += ChannelBlock.Size)
                c = TLanes.MultiplyAdd(TLanes.Load(tap), TLanes.Load(weights), c);
        }

        if (tile->Residual != null)
            c = TLanes.Add(c, TLanes.Load(tile->Residual));
        c = TActivation.Apply<TLanes, TVector>(c, TLanes.Broadcast(tile->Alpha), TLanes.Broadcast(tile->Beta));
        TLanes.Store(c, tile->Output);
        if (tile->Sums != null)
            TLanes.Store(TLanes.Add(TLanes.Load(tile->Sums), c), tile->Sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Four<TLanes, TVector, TActivation>(DepthwiseTileArguments* tile)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TActivation : struct, IUnaryFunction
    {
        TVector c0 = TLanes.Load(tile->Bias), c1 = c0, c2 = c0, c3 = c0;
        float* weights = tile->Weights;
        nint stride = tile->PixelStride;
        for (int y = 0; y < tile->KernelHeight; y++)
        {
            float* tap = tile->Rows[y] + tile->Column;
            for (int x = 0; x < tile->KernelWidth; x++, tap += tile->TapStride, weights += ChannelBlock.Size)
            {
                TVector w = TLanes.Load(weights);
                c0 = TLanes.MultiplyAdd(TLanes.Load(tap), w, c0);
                c1 = TLanes.MultiplyAdd(TLanes.Load(tap + stride), w, c1);
                c2 = TLanes.MultiplyAdd(TLanes.Load(tap + 2 * stride), w, c2);
                c3 = TLanes.MultiplyAdd(TLanes.Load(tap + 3 * stride), w, c3);
            }
        }

        if (tile->Residual != null)
        {
            c0 = TLanes.Add(c0, TLanes.Load(tile->Residual));
            c1 = TLanes.Add(c1, TLanes.Load(tile->Residual + ChannelBlock.Size));
            c2 = TLanes.Add(c2, TLanes.Load(tile->Residual + 2 * ChannelBlock.Size));
            c3 = TLanes.Add(c3, TLanes.Load(tile->Residual + 3 * ChannelBlock.Size));
        }

        TVector alpha = TLanes.Broadcast(tile->Alpha), beta = TLanes.Broadcast(tile->Beta);
        c0 = TActivation.Apply<TLanes, TVector>(c0, alpha, beta);
        c1 = TActivation.Apply<TLanes, TVector>(c1, alpha, beta);
        c2 = TActivation.Apply<TLanes, TVector>(c2, alpha, beta);
        c3 = TActivation.Apply<TLanes, TVector>(c3, alpha, beta);
        TLanes.Store(c0, tile->Output);
        TLanes.Store(c1, tile->Output + ChannelBlock.Size);
        TLanes.Store(c2, tile->Output + 2 * ChannelBlock.Size);
        TLanes.Store(c3, tile->Output + 3 * ChannelBlock.Size);
        if (tile->Sums != null)
            TLanes.Store(TLanes.Add(TLanes.Load(tile->Sums), TLanes.Add(TLanes.Add(c0, c1), TLanes.Add(c2, c3))), tile->Sums);
    }
}
