using EdgeVision.EdgeAgent.Cli.Pictures;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Cli.Pictures;

public sealed class PictureReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PictureReader _reader = new();

    public void Dispose()
    {
        _reader.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void TellsPngFromJpegByTheFilesBytesAndNotByItsName()
    {
        string png = Write("photo.jpg", new PngScanlines(2, 1, 8, 2, [], [1, 2, 3, 4, 5, 6]).ToFile());

        _reader.Read(png, 300, 300);

        Assert.True(_reader.IsPng);
        Assert.Equal((2, 1, 2, 1), (_reader.Width, _reader.Height, _reader.Format.Width, _reader.Format.Height));
        Assert.Equal([1, 2, 3, 4, 5, 6], _reader.Bytes.ToArray());
    }

    [Fact]
    public void ReadsAJpegAfterAPng()
    {
        _reader.Read(Write("dot.png", new PngScanlines(1, 1, 8, 0, [], [77]).ToFile()), 0, 0);

        _reader.Read(Repository.PathTo("samples", "chelsea.jpg"), 100, 100);

        Assert.False(_reader.IsPng);
        Assert.Equal((451, 300), (_reader.Width, _reader.Height));
        Assert.InRange(_reader.Format.Height, 100, 299);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { (byte)'G', (byte)'I', (byte)'F', (byte)'8' })]
    public void Rejects_WhatIsNeitherJpegNorPng(byte[] bytes)
    {
        string file = Write("photo.png", bytes);

        PictureException refusal = Assert.Throws<PictureException>(() => _reader.Read(file, 0, 0));

        Assert.Equal($"{file}: The picture is neither a JPEG nor a PNG.", refusal.Message);
    }

    [Fact]
    public void Rejects_ADamagedPngInWords()
    {
        byte[] whole = new PngScanlines(9, 9, 8, 0, [], new byte[81]).ToFile();
        string file = Write("photo.png", whole[..^20]);

        PictureException refusal = Assert.Throws<PictureException>(() => _reader.Read(file, 0, 0));

        Assert.StartsWith($"{file}: The picture is damaged: ", refusal.Message, StringComparison.Ordinal);
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.PathTo(name), bytes);
        return _folder.PathTo(name);
    }
}
