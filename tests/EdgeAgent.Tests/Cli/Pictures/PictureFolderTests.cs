using EdgeVision.EdgeAgent.Cli.Pictures;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Cli.Pictures;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MakesTheFolderAndWritesTheFile()
    {
        PictureFolder folder = Open("new");

        folder.Write("photo.jpg", "photo.png", [1, 2]);

        Assert.Equal([1, 2], File.ReadAllBytes(_folder.PathTo("new/photo.png")));
    }

    [Fact]
    public void IsNoneWhereNoneIsAskedFor() => Assert.Null(PictureFolder.Create(null));

    [Fact]
    public void Refuses_ToWriteOverThePictureItself()
    {
        string picture = _folder.PathTo("photo.png");
        File.WriteAllBytes(picture, [9]);

        PictureException refusal = Assert.Throws<PictureException>(() => Open("").Write(picture, "photo.png", [1]));

        Assert.Contains("is the picture itself", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([9], File.ReadAllBytes(picture));
    }

    [Fact]
    public void Refuses_ToWriteOneOfTwoPicturesOverTheOther()
    {
        PictureFolder folder = Open("new");
        folder.Write("a/photo.jpg", "photo.png", [1]);

        PictureException refusal = Assert.Throws<PictureException>(() => folder.Write("b/photo.png", "photo.png", [2]));

        Assert.Contains("different folders", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(_folder.PathTo("new/photo.png")));
    }

    private PictureFolder Open(string name) => PictureFolder.Create(new DirectoryInfo(_folder.PathTo(name)))!;
}
