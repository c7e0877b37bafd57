using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Png;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

public sealed class MaskPictureTests
{
    private static readonly ClassMap s_map = new(3, 2, [0, 1, 2, 20, 255, 0]);

    [Fact]
    public void ItsPixelsAreTheMap_AndItsColoursPascalVocs()
    {
        using var mask = new MaskPicture();
        using var pixels = new PixelBuffer();
        var palette = new PngPalette();

        Assert.True(new PngDecoder().TryDecodeIndexes(mask.Encode(s_map).ToArray(), pixels, palette, out FrameFormat format));

        Assert.Equal((3, 2), (format.Width, format.Height));
        Assert.Equal(s_map.Pixels.ToArray(), pixels.Bytes[..6].ToArray());
        // Aeroplane is dark red, bicycle dark green (VOCdevkit's colour map).
        Assert.Equal([0, 0, 0, 128, 0, 0, 0, 128, 0], palette.Colors[..9].ToArray());
    }

    [Fact]
    public void AllocatesNothing_OnceAMapOfItsSizeWasSeen()
    {
        using var mask = new MaskPicture();
        mask.Encode(s_map);

        Assert.Equal(0, Allocated.By(() => mask.Encode(s_map)));
    }
}
