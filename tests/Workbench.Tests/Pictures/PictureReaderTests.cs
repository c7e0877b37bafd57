using EdgeVision.TestKit;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Tests.Pictures;

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
    [InlineData("", "The file is empty.")]
    [InlineData("\xFF", "The picture is neither a JPEG nor a PNG.")]
    [InlineData("hello, this is text", "The picture is neither a JPEG nor a PNG.")]
    [InlineData("GIF89a\x01\0\x01\0", "The picture is a GIF, which is not read. Save it as a JPEG or PNG first.")]
    [InlineData("RIFF\x24\0\0\0WEBPVP8 ", "The picture is a WebP, which is not read. Save it as a JPEG or PNG first.")]
    [InlineData("BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28", "The picture is a BMP, which is not read. Save it as a JPEG or PNG first.")]
    [InlineData("II*\0\x08\0\0\0", "The picture is a TIFF or a camera's raw file, which is not read. Save it as a JPEG or PNG first.")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", "The picture is a HEIC, as phones take them, which is not read. Save it as a JPEG or PNG first.")]
    [InlineData("\0\0\0\u0018ftypavif\0\0\0\0", "The picture is an AVIF, which is not read. Save it as a JPEG or PNG first.")]
    public void Rejects_WhatIsNeitherJpegNorPng_AndNamesIt(string text, string reason)
    {
        string file = Write("photo.png", System.Text.Encoding.Latin1.GetBytes(text));

        PictureException error = Assert.Throws<PictureException>(() => _reader.Read(file, 0, 0));

        Assert.Equal($"{file}: {reason}", error.Message);
    }

    [Fact]
    public void Rejects_ADamagedPngInWords()
    {
        byte[] whole = new PngScanlines(9, 9, 8, 0, [], new byte[81]).ToFile();
        string file = Write("photo.png", whole[..^20]);

        PictureException error = Assert.Throws<PictureException>(() => _reader.Read(file, 0, 0));

        Assert.StartsWith($"{file}: The picture is damaged: ", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public void TurnsAJpegAsItsExifSays(int orientation)
    {
        string file = Write("photo.jpg", [0xFF, 0xD8, .. ExifOf(orientation), .. File.ReadAllBytes(Repository.PathTo("samples", "chelsea.jpg"))[2..]]);

        _reader.Read(file, 100, 80);

        bool swaps = orientation >= 5;
        Assert.Equal(swaps ? (300, 451) : (451, 300), (_reader.Width, _reader.Height));
        Assert.True(_reader.Format.Width >= 100 && _reader.Format.Height >= 80 && (_reader.Format.Width > _reader.Format.Height) != swaps);
        Assert.Equal(_reader.Format.ByteCount, _reader.Bytes.Length);
    }

    [Fact]
    public async Task ReadsAPipeOnceAndPaintsOnIt()
    {
        string pipe = _folder.PathTo("pipe.jpg");
        using (System.Diagnostics.Process make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            make.WaitForExit();
        Task writing = Task.Run(() => File.WriteAllBytes(pipe, File.ReadAllBytes(Repository.PathTo("samples", "chelsea.jpg"))));

        _reader.Read(pipe, 100, 80);
        _reader.Read(pipe, 0, 0);

        Assert.Equal((451, 300), (_reader.Format.Width, _reader.Format.Height));
        await writing;
    }

    [Fact]
    public void Rejects_AFileThatCannotBeReadInWords() =>
        Assert.Equal("/proc/self/mem: it cannot be read (Input/output error).",
            Assert.Throws<UnreadableFileException>(() => _reader.Read("/proc/self/mem", 0, 0)).Message);

    private static byte[] ExifOf(int orientation) =>
        [0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_folder.PathTo(name), bytes);
        return _folder.PathTo(name);
    }
}
