using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Tests.Kernels;

public sealed unsafe class LayoutKernelTests
{
    [Theory, InlineData(16, 9), InlineData(16, 4), InlineData(16, 3), InlineData(7, 13), InlineData(3, 8), InlineData(1, 1)]
    public void PlanesBecomeABlockAndComeBack(int channels, int width)
    {
        const float Untouched = -1f;
        int stride = width + 5;
        float[] planes = [.. Enumerable.Range(1, channels * stride).Select(static i => (float)i)], block = new float[(width + 1) * ChannelBlock.Size],
            back = new float[channels * stride];
        Array.Fill(block, Untouched);
        Array.Fill(back, Untouched);

        fixed (float* from = planes, through = block, to = back)
        {
            LayoutKernels.PlanarToBlocked(from, stride, channels, through, width);
            LayoutKernels.BlockedToPlanar(through, to, stride, channels, width);
        }

        for (int x = 0; x < width; x++)
        {
            for (int lane = 0; lane < ChannelBlock.Size; lane++)
                Assert.Equal(lane < channels ? planes[lane * stride + x] : 0f, block[x * ChannelBlock.Size + lane]);
        }

        Assert.All(block[(width * ChannelBlock.Size)..], static value => Assert.Equal(Untouched, value));
        for (int i = 0; i < back.Length; i++)
            Assert.Equal(i % stride < width ? planes[i] : Untouched, back[i]);
    }
}
