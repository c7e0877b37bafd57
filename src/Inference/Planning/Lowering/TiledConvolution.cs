using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using EdgeVision.Inference.Planning.Steps;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>Cuts a convolution into panels of output channels and tiles of pixels, and packs its weights in the order the tiles read them.</summary>
internal static unsafe class TiledConvolution
{
    /// <summary>
    /// The convolution of a whole image, from <paramref name="input"/>, in blocks or planes with its halo, to <paramref name="output"/>, in blocks.
    /// </summary>
    public static PanelConvolution OfImage(
        PlanBuilder plan, SlidingWindow window, int groups, WeightMatrix weights, TensorBuffer input, TensorBuffer output, FusedActivation activation)
    {
        // Rows whose pixels follow each other without a gap are one long row.
        bool flat = window.KernelWidth == 1 && window.StrideX == 1 && window.StrideY == 1 && input.RowStride == input.Width * input.PixelStride
            && output.Width == input.Width && window.PadLeft == 0;
        return Make(plan, window, groups, weights, input, flat ? 1 : output.Height, flat ? output.Height * output.Width : output.Width, activation);
    }

    /// <summary>The convolution of rows of <paramref name="width"/> outputs, whose inputs lie as in <paramref name="input"/> from its first row on.</summary>
    public static PanelConvolution OfRows(
        PlanBuilder plan, SlidingWindow window, WeightMatrix weights, TensorBuffer input, int width, FusedActivation activation) =>
        Make(plan, window with { PadTop = 0 }, groups: 1, weights, input, rows: 1, width, activation);

    private static PanelConvolution Make(
        PlanBuilder plan, SlidingWindow window, int groups, WeightMatrix weights, TensorBuffer input, int rows, int rowLength, FusedActivation activation)
    {
        KernelTable kernels = plan.Kernels;
        nint pixelStride = window.StrideX * input.PixelStride;
        PixelStride stride = StrideOf(input.Layout, window.StrideX);
        bool isVector = rows * rowLength == 1;

        List<ConvolutionPanel> panels = [];
        List<ConvolutionTile[]> lists = [];
        Dictionary<int, int> listOfColumns = [];
        Dictionary<(int, int), (nint Segments, int Count, InputTap[] Taps)> inputs = [];
        int inputsOfPixel = 0;
        foreach ((int channel, int columns) in Panels(weights.Outputs, kernels, isVector))
        {
            if (!listOfColumns.TryGetValue(columns, out int list))
            {
                list = listOfColumns[columns] = lists.Count;
                int maxRows = stride == PixelStride.Other ? 1 : kernels.MaxRows(columns);
                lists.Add(Tiles(
                    plan, activation.Kind, stride, columns, maxRows, rowLength, -window.PadTop * input.RowStride - window.PadLeft * input.PixelStride,
                    pixelStride));
            }

            // The input channels of every group this panel's outputs are of: all of them where there is one group.
            int groupOutputs = weights.Outputs / groups, groupInputs = weights.Inputs / groups;
            int firstGroup = channel / groupOutputs, endGroup = (Math.Min(channel + columns * kernels.Lanes, weights.Outputs) - 1) / groupOutputs + 1;
            if (!inputs.TryGetValue((firstGroup, endGroup), out (nint Segments, int Count, InputTap[] Taps) read))
            {
                plan.Memory.Reserve<InputTap>((long)(endGroup - firstGroup) * groupInputs * window.KernelHeight * window.KernelWidth);
                InputTap[] taps = Taps(window, input, firstGroup * groupInputs, endGroup * groupInputs);
                InputSegment[] segments = Segments(taps);
                read = inputs[(firstGroup, endGroup)] = ((nint)plan.Memory.Copy<InputSegment>(segments), segments.Length, taps);
                inputsOfPixel = Math.Max(inputsOfPixel, taps.Length);
            }

            panels.Add(new ConvolutionPanel
            {
                Weights = Pack(plan.Memory, weights, read.Taps, channel, columns * kernels.Lanes, groupOutputs, groupInputs),
                Bias = PackBias(plan.Memory, weights, channel, columns * kernels.Lanes),
                Segments = (InputSegment*)read.Segments,
                SegmentCount = read.Count,
                Inputs = read.Taps.Length,
                Length = (nint)read.Taps.Length * columns * kernels.Lanes,
                FirstChannel = channel,
                TileList = list,
            });
        }

        long weightCount = (long)weights.Outputs * (weights.Inputs / groups) * window.KernelHeight * window.KernelWidth;
        return new PanelConvolution(
            [.. panels], [.. lists], window.StrideY * input.RowStride, rows, rowLength, (activation.Alpha, activation.Beta), inputsOfPixel, weightCount,
            kernels.ScaleRows);
    }

    private static PixelStride StrideOf(TensorLayout layout, int stride) => (layout, stride) switch
    {
        (TensorLayout.Blocked, 1) => PixelStride.Blocked1,
        (TensorLayout.Blocked, 2) => PixelStride.Blocked2,
        (TensorLayout.Blocked, 4) => PixelStride.Blocked4,
        (TensorLayout.Planar, 1) => PixelStride.Planar1,
        (TensorLayout.Planar, 2) => PixelStride.Planar2,
        _ => PixelStride.Other,
    };

    // First channel and registers of each panel. One pixel has no rows to keep the multipliers busy, so it takes eight registers at once.
    private static IEnumerable<(int Channel, int Columns)> Panels(int outputs, KernelTable kernels, bool isVector)
    {
        int registers = (outputs + kernels.Lanes - 1) / kernels.Lanes;
        int preferred = isVector ? 8 : kernels.PreferredColumns;
        for (int register = 0; register < registers;)
        {
            int left = registers - register;
            int columns = left >= preferred ? preferred : left switch
            {
                >= 4 => 4,
                3 => 3,
                2 => 2,
                _ => 1,
            };

            // A single register left over makes poor use of the inputs: three at once beat two and one.
            if (left == 3 && preferred == 2)
                columns = 3;

            // A tile's registers follow each other within a block; only one that starts a block may go on in the next.
            int place = register * kernels.Lanes % ChannelBlock.Size;
            if (place > 0)
                columns = Math.Min(columns, (ChannelBlock.Size - place) / kernels.Lanes);
            yield return (register * kernels.Lanes, columns);
            register += columns;
        }
    }

    // A row cut into the fewest tiles, of sizes that differ by at most one.
    private static ConvolutionTile[] Tiles(
        PlanBuilder plan, TileActivation activation, PixelStride stride, int columns, int maxRows, int rowLength, nint firstTap, nint pixelStride)
    {
        HashSet<int> sizes = [];
        int count = (rowLength + maxRows - 1) / maxRows;
        plan.Memory.Reserve<ConvolutionTile>(count);
        ConvolutionTile[] tiles = new ConvolutionTile[count];
        for (int i = 0; i < count; i++)
        {
            int begin = (int)((long)rowLength * i / count), end = (int)((long)rowLength * (i + 1) / count);
            if (sizes.Add(end - begin))
                plan.Uses($"conv-{end - begin}x{columns}");
            tiles[i] = new ConvolutionTile
            {
                Kernel = plan.Kernels.Convolution(activation, stride, end - begin, columns),
                Input = firstTap + begin * pixelStride,
                Pixel = begin,
            };
        }

        return tiles;
    }

    // In the order of memory, so that neighbours join into long segments: blocks are walked tap by tap, since the channels of a tap are neighbours, and planes
    // plane by plane, since the taps of a row are.
    private static InputTap[] Taps(SlidingWindow window, TensorBuffer input, int firstChannel, int endChannel)
    {
        bool isBlocked = input.Layout == TensorLayout.Blocked;
        int positions = window.KernelHeight * window.KernelWidth, channels = endChannel - firstChannel;
        InputTap[] taps = new InputTap[positions * channels];
        for (int i = 0; i < taps.Length; i++)
        {
            (int position, int channel) = isBlocked ? Math.DivRem(i, channels) : (i % positions, i / positions);
            channel += firstChannel;
            (int y, int x) = Math.DivRem(position, window.KernelWidth);
            (int block, int place) = isBlocked ? Math.DivRem(channel, ChannelBlock.Size) : (channel, 0);
            taps[i] = new InputTap(
                channel, y, x, block * input.BlockStride + y * window.DilationY * input.RowStride + x * window.DilationX * input.PixelStride + place);
        }

        return taps;
    }

    private static InputSegment[] Segments(InputTap[] taps)
    {
        List<InputSegment> segments = [];
        for (int begin = 0; begin < taps.Length;)
        {
            int end = begin + 1;
            while (end < taps.Length && taps[end].Offset == taps[end - 1].Offset + 1)
                end++;
            segments.Add(new InputSegment(checked((nint)taps[begin].Offset), end - begin));
            begin = end;
        }

        return [.. segments];
    }

    private static float* Pack(AlignedMemory memory, WeightMatrix weights, InputTap[] taps, int firstChannel, int channels, int groupOutputs, int groupInputs)
    {
        float* packed = memory.Allocate<float>((long)taps.Length * channels);
        int real = Math.Min(channels, weights.Outputs - firstChannel);
        for (int lane = 0, length; lane < real; lane += length)
        {
            // The outputs of one group read the same inputs; what they do not read stays zero.
            int output = firstChannel + lane, group = output / groupOutputs;
            length = Math.Min(real - lane, (group + 1) * groupOutputs - output);
            float* destination = packed + lane;
            foreach (InputTap tap in taps)
            {
                int input = tap.Channel - group * groupInputs;
                if ((uint)input < (uint)groupInputs)
                    weights.CopyTo(new Span<float>(destination, length), output, input, tap.Y, tap.X);
                destination += channels;
            }
        }

        return packed;
    }

    private static float* PackBias(AlignedMemory memory, WeightMatrix weights, int firstChannel, int channels)
    {
        float* packed = memory.Allocate<float>(channels);
        for (int lane = 0; lane < Math.Min(channels, weights.Outputs - firstChannel); lane++)
            packed[lane] = weights.Bias(firstChannel + lane);
        return packed;
    }
}
