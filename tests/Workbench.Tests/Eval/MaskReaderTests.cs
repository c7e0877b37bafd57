using System.IO.Pipes;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Eval;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Tests.Eval;

public sealed class MaskReaderTests : IDisposable
{
    private const int Classes = 21;

    private readonly TemporaryFolder _folder = new();
    private readonly MaskReader _reader = new(Classes);

    public void Dispose()
    {
        _reader.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void GreyIsTheClass() => Assert.Equal([0, 1, 20, 255, 15, 7], Read(new PngScanlines(3, 2, 8, 0, [], [0, 1, 20, 255, 15, 7])));

    [Fact]
    public void ThePlaceInAPaletteIsTheClassWhateverItsColor() =>
        Assert.Equal([2, 0, 1, 1], Read(new PngScanlines(2, 2, 8, 3, [9, 9, 9, 200, 100, 50, 9, 9, 9], [2, 0, 1, 1])));

    [Fact]
    public void APaletteOfFewBitsIsReadBitByBit() => Assert.Equal([1, 0, 3, 2], Read(new PngScanlines(4, 1, 2, 3, new byte[12], [0b01_00_11_10])));

    [Fact]
    public void ColorsAreThoseOfPascalVoc() =>
        Assert.Equal([0, 15, 255], Read(new PngScanlines(3, 1, 8, 2, [], [0, 0, 0, 192, 128, 128, 224, 224, 192])));

    [Fact]
    public void ReadsALargeMaskAndThenASmallOne()
    {
        Read(new PngScanlines(3, 2, 8, 0, [], [1, 1, 1, 1, 1, 1]));

        Assert.Equal([2], Read(new PngScanlines(1, 1, 8, 0, [], [2])));
        Assert.Equal((1, 1), (_reader.Width, _reader.Height));
    }

    public static TheoryData<PngScanlines, string> Refused => new()
    {
        { new PngScanlines(2, 2, 8, 0, [], [0, 1, 2, 21]), "pixel (1, 1) has class 21, but the model has 20 labels" },
        { new PngScanlines(2, 1, 8, 2, [], [0, 0, 0, 1, 2, 3]), "pixel (1, 0) has the colour (1, 2, 3), which is none of Pascal VOC's" },
        { new PngScanlines(1, 1, 8, 2, [], [64, 128, 64]), "has class 42, but the model has 20 labels" },
        { new PngScanlines(2, 1, 4, 0, [], [0x12]), "grey of eight bits" },
        { new PngScanlines(1, 1, 8, 4, [], [1, 255]), "without transparency" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Refuses_PixelsThatAreNoClass(PngScanlines png, string reason) => Assert.Contains(reason, Refusal(png.ToFile()), StringComparison.Ordinal);

    [Fact]
    public void Refuses_WhatIsNoPicture()
    {
        Assert.Contains("PNG", Refusal("this is no picture, though it is long enough"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("PNG", Refusal([1, 2, 3]), StringComparison.Ordinal);
        Assert.Contains("empty", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("damaged", Refusal(new PngScanlines(3, 2, 8, 0, [], [0, 1, 20, 255, 15, 7]).ToFile()[..50]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadsAMaskThatCannotSeek()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        // Before the writer ends: disposing of the server closes a reading end that nobody has asked for.
        string handle = pipe.GetClientHandleAsString();
        Task writing = Task.Run(() =>
        {
            pipe.Write(new PngScanlines(3, 1, 8, 0, [], [4, 5, 6]).ToFile());
            pipe.Dispose();
        });

        Assert.Equal([4, 5, 6], _reader.Read($"/dev/fd/{handle}").ToArray());
        await writing;
    }

    private byte[] Read(PngScanlines png)
    {
        File.WriteAllBytes(_folder.PathTo("mask.png"), png.ToFile());
        return _reader.Read(_folder.PathTo("mask.png")).ToArray();
    }

    private string Refusal(byte[] file)
    {
        File.WriteAllBytes(_folder.PathTo("mask.png"), file);
        string message = Assert.Throws<PictureException>(() => _reader.Read(_folder.PathTo("mask.png"))).Message;
        Assert.StartsWith(_folder.PathTo("mask.png"), message, StringComparison.Ordinal);
        return message;
    }
}
