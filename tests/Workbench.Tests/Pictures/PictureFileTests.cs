using EdgeVision.TestKit;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Tests.Pictures;

public sealed class PictureFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(0), InlineData(1), InlineData(65_535), InlineData(65_536), InlineData(200_001)]
    public void ReadsAFileOfAnyLength(int length)
    {
        byte[] written = new byte[length];
        new Random(length).NextBytes(written);
        File.WriteAllBytes(_folder.PathTo("file"), written);
        File.CreateSymbolicLink(_folder.PathTo("link"), "file");

        Assert.Equal(written, PictureFile.Read(_folder.PathTo("file")));
        Assert.Equal(written, PictureFile.Read(_folder.PathTo("link")));
    }

    [Fact]
    public void ReadsWhatSaysThatItHasNoBytes() =>
        Assert.StartsWith("Name:", System.Text.Encoding.ASCII.GetString(PictureFile.Read("/proc/self/status")), StringComparison.Ordinal);

    [Fact]
    public void Refuses_ALinkToAFileThatIsTooLarge()
    {
        using (FileStream sparse = File.Create(_folder.PathTo("file")))
            sparse.SetLength(PictureFile.MaxFileBytes + 1L);
        File.CreateSymbolicLink(_folder.PathTo("z.jpg"), "file");

        AssertRefused();
    }

    [Fact]
    public void Refuses_ALinkToADeviceThatNeverEnds()
    {
        File.CreateSymbolicLink(_folder.PathTo("z.jpg"), "/dev/zero");

        AssertRefused();
    }

    private void AssertRefused() =>
        Assert.Equal($"{_folder.PathTo("z.jpg")}: the file has more than 256 MiB, the largest picture taken.",
            Assert.Throws<PictureException>(() => PictureFile.Read(_folder.PathTo("z.jpg"))).Message);
}
