using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>Conv with one filter a channel.</summary>
internal static unsafe class DepthwiseLowering
{
    // A step keeps the addresses of a window's rows on its thread's stack, whose end is the end of the process.
    private const int MaxKernelRows = 1024;

    /// <summary>Appends the step.</summary>
    public static void Lower(
        PlanBuilder plan, GraphNode node, Conv conv, TensorBuffer input, TensorBuffer output, TensorBuffer? residual, TensorBuffer? means,
        ConstantTensor weights, ConstantTensor? bias, FusedActivation activation)
    {
        DepthwiseConvolution convolution = Make(plan, conv.Window, weights, bias, output.Channels, output.Width, activation);
        plan.Add(new DepthwiseStep(node.Name, convolution, conv.Window, input, output, residual, means, plan.Threads), input, output, residual, means);
    }

    /// <summary>The convolution, ready to run on rows of <paramref name="width"/> outputs.</summary>
    public static DepthwiseConvolution Make(
        PlanBuilder plan, SlidingWindow window, ConstantTensor weights, ConstantTensor? bias, int channels, int width, FusedActivation activation)
    {
        if (window.KernelHeight > MaxKernelRows)
            throw plan.Unsupported($"a depthwise window {window.KernelHeight} rows high is not supported, only up to {MaxKernelRows}");

        DepthwiseTileArguments template = default;
        template.Weights = Pack(plan.Memory, weights.Values, channels, window.KernelHeight * window.KernelWidth);
        template.Bias = plan.Memory.Allocate<float>((long)ChannelBlock.Count(channels) * ChannelBlock.Size);
        bias?.Values.CopyTo(new Span<float>(template.Bias, channels));
        template.PixelStride = window.StrideX * ChannelBlock.Size;
        template.TapStride = window.DilationX * ChannelBlock.Size;
        template.KernelHeight = window.KernelHeight;
        template.KernelWidth = window.KernelWidth;
        template.Alpha = activation.Alpha;
        template.Beta = activation.Beta;

        bool specialised = window.KernelHeight == window.KernelWidth
            && plan.Kernels.Depthwise(activation.Kind, StrideOf(window.StrideX), StrideOf(window.DilationX), window.KernelWidth, pixels: 1) != null;
        int channelsOfTile = specialised ? plan.Kernels.DepthwiseChannels : plan.Kernels.Lanes;
        return new DepthwiseConvolution(Tiles(plan, activation.Kind, window, width, specialised), template, channelsOfTile);
    }

    // A row cut into the fewest tiles, of sizes that differ by at most one.
    private static DepthwiseTile[] Tiles(PlanBuilder plan, TileActivation activation, SlidingWindow window, int width, bool specialised)
    {
        KernelTable kernels = plan.Kernels;
        List<DepthwiseTile> tiles = [];
        PixelStride stride = StrideOf(window.StrideX), tap = StrideOf(window.DilationX);
        int most = specialised ? kernels.MaxDepthwisePixels(window.KernelWidth) : 4;
        int count = (width + most - 1) / most;
        plan.Uses(specialised ? NameOf(window) : "dwconv-any");
        plan.Memory.Reserve<DepthwiseTile>(count + 3L);
        for (int i = 0; i < count && specialised; i++)
        {
            int begin = (int)((long)width * i / count), end = (int)((long)width * (i + 1) / count);
            tiles.Add(Tile(kernels.Depthwise(activation, stride, tap, window.KernelWidth, end - begin), begin, window));
        }

        for (int x = 0; x < width && !specialised;)
        {
            int pixels = width - x >= 4 ? 4 : 1;
            tiles.Add(Tile(kernels.DepthwiseAny(activation, pixels), x, window));
            x += pixels;
        }

        return [.. tiles];
    }

    // Square window, stride, and dilation where there is one.
    private static string NameOf(SlidingWindow window) =>
        $"dwconv-{window.KernelHeight}x{window.KernelWidth}s{window.StrideX}{(window.DilationX > 1 ? $"d{window.DilationX}" : "")}";

    private static DepthwiseTile Tile(delegate*<DepthwiseTileArguments*, void> kernel, int x, SlidingWindow window) => new()
    {
        Kernel = kernel,
        Input = (nint)x * window.StrideX * ChannelBlock.Size,
        Output = (nint)x * ChannelBlock.Size,
    };

    private static PixelStride StrideOf(int pixels) => pixels switch
    {
        1 => PixelStride.Blocked1,
        2 => PixelStride.Blocked2,
        4 => PixelStride.Blocked4,
        _ => PixelStride.Other,
    };

    // [blocks, taps, 16]
    private static float* Pack(AlignedMemory memory, ReadOnlySpan<float> weights, int channels, int taps)
    {
        float* packed = memory.Allocate<float>((long)ChannelBlock.Count(channels) * ChannelBlock.Size * taps);
        for (int channel = 0; channel < channels; channel++)
        {
            (int block, int place) = Math.DivRem(channel, ChannelBlock.Size);
            for (int tap = 0; tap < taps; tap++)
                packed[((nint)block * taps + tap) * ChannelBlock.Size + place] = weights[channel * taps + tap];
        }

        return packed;
    }
}
