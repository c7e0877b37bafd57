using EdgeVision.Pixels.Png.Interop;

namespace EdgeVision.Pixels.Tests.Png;

/// <summary>Against png.h of libpng 1.6 compiled for 64-bit Linux.</summary>
public sealed unsafe class LibPngLayoutTests
{
    [Fact]
    public void TheImageIsAsLongAsLibpngThinks() => Assert.Equal(104, sizeof(LibPngImage));

    [Fact]
    public void FieldsLieWhereLibpngPutsThem()
    {
        LibPngImage image = default;

        Assert.Equal(8, (byte*)&image.Version - (byte*)&image);
        Assert.Equal(20, (byte*)&image.Format - (byte*)&image);
        Assert.Equal(28, (byte*)&image.ColormapEntries - (byte*)&image);
        Assert.Equal(32, (byte*)&image.WarningOrError - (byte*)&image);
        Assert.Equal(36, image.Message - (byte*)&image);
    }
}
