using EdgeVision.Inference.Kernels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Kernels;

public sealed unsafe class ConvolutionTileTests
{
    public static TheoryData<string> Widths => KernelNames.Widths;

    [Theory, MemberData(nameof(Widths))]
    public void EveryTileMatchesReference(string width)
    {
        KernelTable table = KernelNames.Table(width);
        Random random = new(3);
        foreach (int columns in new[] { 1, 2, 3, 4, 8 })
        {
            int rows = 1;
            for (; table.Convolution(TileActivation.Identity, PixelStride.Blocked1, rows, columns) != null; rows++)
            {
                foreach ((PixelStride stride, int floats) in new[] { (PixelStride.Blocked1, 16), (PixelStride.Blocked2, 32), (PixelStride.Blocked4, 64),
                    (PixelStride.Planar1, 1), (PixelStride.Planar2, 2) })
                {
                    foreach (TileActivation activation in Enum.GetValues<TileActivation>())
                        Check(table, activation, stride, floats, rows, columns, random, residual: (rows + columns) % 2 == 0);
                }
            }

            Assert.True(rows > table.MaxRows(columns));
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void HasNoTileBeyondTheTable(string width)
    {
        KernelTable table = KernelNames.Table(width);

        Assert.True(table.Convolution(TileActivation.Identity, PixelStride.Blocked1, 15, 2) == null);
        Assert.True(table.Convolution(TileActivation.Identity, PixelStride.Other, 2, 1) == null);
        Assert.True(table.Convolution(TileActivation.Identity, PixelStride.Other, 1, 1) != null);
    }

    private static void Check(
        KernelTable table, TileActivation activation, PixelStride stride, int strideFloats, int rows, int columns, Random random, bool residual)
    {
        // Two segments, the second far from the first, of lengths that have every remainder; the last float of the last pixel ends the memory.
        const int First = 13, Second = 3, Gap = 7;
        const int Inputs = First + Second;
        int channels = columns * table.Lanes, blocks = (channels + ChannelBlock.Size - 1) / ChannelBlock.Size;
        int places = Math.Min(channels, ChannelBlock.Size), inputLength = (rows - 1) * strideFloats + First + Gap + Second;
        int planeLength = (rows - 1) * ChannelBlock.Size + places, block = rows * ChannelBlock.Size;
        using GuardedMemory x = GuardedMemory.Random(inputLength, random, 1f), w = GuardedMemory.Random(Inputs * channels, random, 1f),
            bias = GuardedMemory.Random(channels, random, 1f);
        using GuardedMemory y = new((blocks - 1) * block + planeLength), r = GuardedMemory.Random(y.Length, random, 1f);
        InputSegment* segments = stackalloc InputSegment[] { new(0, First), new(First + Gap, Second) };
        int* offsets = stackalloc int[rows];
        for (int row = 0; row < rows; row++)
            offsets[row] = (rows - 1 - row) * ChannelBlock.Size;
        (float alpha, float beta) = activation == TileActivation.Clamp ? (-0.5f, 0.75f) : (1f / 6f, 0.5f);
        ConvolutionTileArguments arguments = new()
        {
            Input = x.Start,
            Segments = segments,
            SegmentCount = 2,
            Weights = w.Start,
            Bias = bias.Start,
            Output = y.Start,
            OutputBlock = block,
            OutputOffsets = offsets,
            Residual = residual ? r.Start : null,
            ResidualBlock = block,
            ResidualOffsets = offsets,
            Alpha = alpha,
            Beta = beta,
        };

        table.Convolution(activation, stride, rows, columns)(&arguments);

        for (int row = 0; row < rows; row++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                double sum = bias.Span[channel];
                for (int k = 0; k < Inputs; k++)
                    sum += (double)x.Span[row * strideFloats + (k < First ? k : k + Gap)] * w.Span[k * channels + channel];
                int at = channel / ChannelBlock.Size * block + offsets[row] + channel % ChannelBlock.Size;
                if (residual)
                    sum += r.Span[at];
                Tolerances.AssertNear(
                    TileActivations.Apply(activation, sum, alpha, beta), y.Span[at], Tolerances.Sum(Inputs, 3),
                    $"f32-conv-{rows}x{columns}-{table} {stride} {activation} pixel {row} channel {channel}");
            }
        }
    }
}
