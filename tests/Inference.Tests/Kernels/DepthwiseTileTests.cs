using EdgeVision.Inference.Kernels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Kernels;

public sealed unsafe class DepthwiseTileTests
{
    public static TheoryData<string> Widths => KernelNames.Widths;

    [Theory, MemberData(nameof(Widths))]
    public void EverySpecialisedTileMatchesReference(string width)
    {
        KernelTable table = KernelNames.Table(width);
        Random random = new(5);
        foreach (int kernel in new[] { 3, 5 })
        {
            foreach ((PixelStride step, int stride, PixelStride tap, int dilation) in new[]
            {
                (PixelStride.Blocked1, 1, PixelStride.Blocked1, 1), (PixelStride.Blocked2, 2, PixelStride.Blocked1, 1),
                (PixelStride.Blocked1, 1, PixelStride.Blocked2, 2), (PixelStride.Blocked1, 1, PixelStride.Blocked4, 4),
            })
            {
                int pixels = 1;
                for (; table.Depthwise(TileActivation.Identity, step, tap, kernel, pixels) != null; pixels++)
                {
                    foreach (TileActivation activation in Enum.GetValues<TileActivation>())
                    {
                        Check(table, table.Depthwise(activation, step, tap, kernel, pixels), table.DepthwiseChannels, activation, kernel, kernel, stride,
                            dilation, pixels, random, residual: pixels % 2 == 0);
                    }
                }

                Assert.True(pixels > table.MaxDepthwisePixels(kernel));
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void AnyWindowMatchesReference(string width)
    {
        KernelTable table = KernelNames.Table(width);
        Random random = new(6);
        foreach ((int kernelHeight, int kernelWidth) in new[] { (1, 1), (1, 7), (7, 1), (2, 4), (7, 7) })
        {
            foreach (int stride in new[] { 1, 2, 3 })
            {
                foreach (int dilation in new[] { 1, 3 })
                {
                    foreach (int pixels in new[] { 1, 4 })
                    {
                        TileActivation activation = (TileActivation)((stride + dilation) % 4);
                        Check(table, table.DepthwiseAny(activation, pixels), table.Lanes, activation, kernelHeight, kernelWidth, stride, dilation, pixels,
                            random, residual: stride == 2);
                    }
                }
            }
        }
    }

    private static void Check(KernelTable table, delegate*<DepthwiseTileArguments*, void> kernel, int channels, TileActivation activation, int kernelHeight,
        int kernelWidth, int stride, int dilation, int pixels, Random random, bool residual)
    {
        const int Block = ChannelBlock.Size;
        int width = (pixels - 1) * stride + (kernelWidth - 1) * dilation + 1, height = (kernelHeight - 1) * dilation + 1;
        using GuardedMemory x = GuardedMemory.Random(width * height * Block, random, 1f),
            w = GuardedMemory.Random(kernelHeight * kernelWidth * Block, random, 1f);
        using GuardedMemory bias = GuardedMemory.Random(Block, random, 1f), y = new(pixels * Block), r = GuardedMemory.Random(pixels * Block, random, 1f);
        (float alpha, float beta) = activation == TileActivation.Clamp ? (-0.5f, 0.75f) : (1f / 6f, 0.5f);
        using GuardedMemory sums = GuardedMemory.Random(Block, random, 1f);
        float[] sumsBefore = sums.Span.ToArray();
        float** rows = stackalloc float*[kernelHeight];
        for (int place = 0; place < Block; place += channels)
        {
            for (int row = 0; row < kernelHeight; row++)
                rows[row] = x.Start + place + row * dilation * width * Block - 16;
            DepthwiseTileArguments arguments = new()
            {
                Rows = rows,
                Column = 16,
                Sums = pixels % 3 == 0 ? null : sums.Start + place,
                Weights = w.Start + place,
                Prefetch = w.Start + place,
                Bias = bias.Start + place,
                Output = y.Start + place,
                Residual = residual ? r.Start + place : null,
                Alpha = alpha,
                Beta = beta,
                PixelStride = stride * Block,
                TapStride = dilation * Block,
                KernelHeight = kernelHeight,
                KernelWidth = kernelWidth,
            };
            kernel(&arguments);
        }

        double[] expectedSums = [.. sumsBefore.Select(static value => (double)value)];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < Block; channel++)
            {
                double sum = bias.Span[channel];
                for (int ky = 0; ky < kernelHeight; ky++)
                {
                    for (int kx = 0; kx < kernelWidth; kx++)
                        sum += (double)x.Span[(ky * dilation * width + pixel * stride + kx * dilation) * Block + channel]
                            * w.Span[(ky * kernelWidth + kx) * Block + channel];
                }

                if (residual)
                    sum += r.Span[pixel * Block + channel];
                double expected = TileActivations.Apply(activation, sum, alpha, beta);
                if (pixels % 3 != 0)
                    expectedSums[channel] += expected;
                Tolerances.AssertNear(
                    expected, y.Span[pixel * Block + channel], Tolerances.Sum(kernelHeight * kernelWidth, 4),
                    $"f32-dwconv-{kernelHeight}x{kernelWidth}s{stride}d{dilation}-{table} of {pixels}, {activation}, pixel {pixel} channel {channel}");
            }
        }

        for (int channel = 0; channel < Block; channel++)
            Tolerances.AssertNear(expectedSums[channel], sums.Span[channel], pixels * Tolerances.Sum(kernelHeight * kernelWidth, 4),
                $"sum of {pixels} pixels, channel {channel}");
    }
}
