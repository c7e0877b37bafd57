using EdgeVision.Camera.V4L2.Interop;

namespace EdgeVision.Camera.Tests.V4L2;

/// <summary>Against linux/videodev2.h compiled for 64-bit Linux.</summary>
public sealed unsafe class InteropLayoutTests
{
    [Fact]
    public void Structs_HaveTheKernelsSizes()
    {
        Assert.Equal(104, sizeof(V4L2Capability));
        Assert.Equal(64, sizeof(V4L2FormatDescription));
        Assert.Equal(44, sizeof(V4L2FrameSize));
        Assert.Equal(52, sizeof(V4L2FrameInterval));
        Assert.Equal(208, sizeof(V4L2Format));
        Assert.Equal(204, sizeof(V4L2StreamParameters));
        Assert.Equal(20, sizeof(V4L2RequestBuffers));
        Assert.Equal(88, sizeof(V4L2Buffer));
    }

    [Fact]
    public void Fields_LieWhereTheKernelPutsThem()
    {
        V4L2Buffer buffer = default;
        V4L2Format format = default;
        V4L2StreamParameters parameters = default;
        V4L2FormatDescription description = default;
        V4L2Capability capability = default;

        Assert.Equal(4, (byte*)&buffer.Type - (byte*)&buffer);
        Assert.Equal(8, (byte*)&buffer.BytesUsed - (byte*)&buffer);
        Assert.Equal(12, (byte*)&buffer.Flags - (byte*)&buffer);
        Assert.Equal(24, (byte*)&buffer.Seconds - (byte*)&buffer);
        Assert.Equal(56, (byte*)&buffer.Sequence - (byte*)&buffer);
        Assert.Equal(60, (byte*)&buffer.Memory - (byte*)&buffer);
        Assert.Equal(64, (byte*)&buffer.Offset - (byte*)&buffer);
        Assert.Equal(72, (byte*)&buffer.Length - (byte*)&buffer);
        Assert.Equal(8, (byte*)&format.Width - (byte*)&format);
        Assert.Equal(28, (byte*)&format.SizeImage - (byte*)&format);
        Assert.Equal(48, (byte*)&format.Quantization - (byte*)&format);
        Assert.Equal(12, (byte*)&parameters.IntervalNumerator - (byte*)&parameters);
        Assert.Equal(44, (byte*)&description.PixelFormat - (byte*)&description);
        Assert.Equal(88, (byte*)&capability.DeviceCapabilities - (byte*)&capability);
    }

    [Theory]
    [InlineData(0x80685600, V4L2Request.QueryCapability)]
    [InlineData(0xC0405602, V4L2Request.EnumerateFormats)]
    [InlineData(0xC0D05604, V4L2Request.GetFormat)]
    [InlineData(0xC0D05605, V4L2Request.SetFormat)]
    [InlineData(0xC0145608, V4L2Request.RequestBuffers)]
    [InlineData(0xC0585609, V4L2Request.QueryBuffer)]
    [InlineData(0xC058560F, V4L2Request.QueueBuffer)]
    [InlineData(0xC0585611, V4L2Request.DequeueBuffer)]
    [InlineData(0x40045612, V4L2Request.StreamOn)]
    [InlineData(0x40045613, V4L2Request.StreamOff)]
    [InlineData(0xC0CC5615, V4L2Request.GetParameters)]
    [InlineData(0xC0CC5616, V4L2Request.SetParameters)]
    [InlineData(0xC02C564A, V4L2Request.EnumerateFrameSizes)]
    [InlineData(0xC034564B, V4L2Request.EnumerateFrameIntervals)]
    public void Requests_HaveTheKernelsCodes(uint kernel, uint ours) => Assert.Equal(kernel, ours);
}
