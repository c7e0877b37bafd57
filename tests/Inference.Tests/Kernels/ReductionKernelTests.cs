using EdgeVision.Inference.Kernels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Kernels;

public sealed unsafe class ReductionKernelTests
{
    public static TheoryData<string> Widths => KernelNames.Widths;

    [Theory, MemberData(nameof(Widths))]
    public void Softmax_MatchesReferenceAtEveryLength(string width)
    {
        Random random = new(1);
        for (int length = 1; length <= 257; length++)
        {
            using GuardedMemory x = GuardedMemory.Random(length, random, 100f), y = new(length);

            KernelNames.Table(width).Softmax(x.Start, y.Start, length);

            double largest = x.Span.ToArray().Max(), sum = x.Span.ToArray().Sum(value => Math.Exp(value - largest));
            for (int i = 0; i < length; i++)
                Tolerances.AssertNear(Math.Exp(x.Span[i] - largest) / sum, y.Span[i], Tolerances.Exponential * 2, $"element {i} of {length}");
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Mean_MatchesReferenceAtEveryLength(string width)
    {
        Random random = new(2);
        for (int length = 1; length <= 257; length++)
        {
            using GuardedMemory x = GuardedMemory.Random(length, random);

            float mean = KernelNames.Table(width).Mean(x.Start, length);

            Tolerances.AssertNear(x.Span.ToArray().Average(static value => (double)value), mean, Tolerances.Sum(length, 2), $"length {length}");
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Pools_MatchReferenceOverEveryRectangle(string width)
    {
        Random random = new(3);
        for (int height = 1; height <= 5; height++)
        {
            for (int columns = 1; columns <= 19; columns++)
            {
                const int Block = ChannelBlock.Size;
                using GuardedMemory x = GuardedMemory.Random(height * columns * Block, random), sum = new(Block), largest = new(Block);

                KernelNames.Table(width).PoolSum(x.Start, columns * Block, height, columns, 0.5f, sum.Start);
                KernelNames.Table(width).PoolMax(x.Start, columns * Block, height, columns, 0.5f, largest.Start);

                for (int channel = 0; channel < Block; channel++)
                {
                    double expectedSum = 0, expectedLargest = double.NegativeInfinity;
                    for (int i = channel; i < x.Length; i += Block)
                    {
                        expectedSum += 0.5 * x.Span[i];
                        expectedLargest = Math.Max(expectedLargest, x.Span[i]);
                    }

                    Tolerances.AssertNear(expectedSum, sum.Span[channel], Tolerances.Sum(height * columns, 2), $"{height}×{columns}");
                    Assert.Equal((float)expectedLargest, largest.Span[channel]);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void ChannelsLast_KeepsEveryElement(string width)
    {
        Random random = new(4);
        for (int channels = 1; channels <= 70; channels++)
        {
            const int Pixels = 3;
            int block = Pixels * ChannelBlock.Size;
            using GuardedMemory x = GuardedMemory.Random(ChannelBlock.Count(channels) * block, random), y = new(channels * Pixels);

            KernelNames.Table(width).BlockedToChannelsLast(x.Start, block, channels, y.Start, Pixels);

            for (int i = 0; i < y.Length; i++)
            {
                (int pixel, int channel) = Math.DivRem(i, channels);
                Assert.Equal(x.Span[channel / ChannelBlock.Size * block + pixel * ChannelBlock.Size + channel % ChannelBlock.Size], y.Span[i]);
            }
        }
    }
}
