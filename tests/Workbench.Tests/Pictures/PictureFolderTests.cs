using EdgeVision.TestKit;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Tests.Pictures;

public sealed class PictureFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MakesTheFolderAndWritesTheFile()
    {
        PictureFolder folder = Open("new");

        folder.Write("photo.jpg", "photo.png", [1, 2]);

        Assert.Equal([1, 2], Read("new/photo.png"));
    }

    [Fact]
    public void IsNoneWhereNoneIsAskedFor() => Assert.Null(PictureFolder.Create("--out", null, new PictureDestinations([], false)));

    [Theory, InlineData(false), InlineData(true)]
    public void Refuses_ToWriteOverThePictureItself(bool replaces)
    {
        string picture = Write("photo.png");

        PictureException error = Assert.Throws<PictureException>(() => Open("", replaces, picture).Write(picture, "photo.png", [1]));

        Assert.Contains("is the picture itself", error.Message, StringComparison.Ordinal);
        Assert.Equal([9], Read("photo.png"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Refuses_ToWriteOverAPictureStillToBeRead(bool replaces)
    {
        string first = Write("a.jpg"), second = Write("a.png");
        PictureFolder folder = Open("", replaces, first, second);

        PictureException error = Assert.Throws<PictureException>(() => folder.Write(first, "a.png", [1]));

        Assert.Contains("is one of the pictures to read", error.Message, StringComparison.Ordinal);
        Assert.Equal([9], Read("a.png"));
    }

    [Fact]
    public void Refuses_ToWriteOverAPictureThatAFolderLinkLeadsTo()
    {
        string picture = Write("a.jpg");
        Directory.CreateSymbolicLink(_folder.PathTo("out"), ".");

        PictureException error = Assert.Throws<PictureException>(() => Open("out", replaces: true, picture).Write(picture, "a.jpg", [1]));

        Assert.Contains("is the picture itself", error.Message, StringComparison.Ordinal);
        Assert.Equal([9], Read("a.jpg"));
    }

    [Fact]
    public void Refuses_ToWriteThroughALinkThatLeadsToAPicture()
    {
        string first = Write("a.jpg"), second = Write("b.jpg");
        Directory.CreateDirectory(_folder.PathTo("out"));
        File.CreateSymbolicLink(_folder.PathTo("out/b.jpg"), "../a.jpg");

        Assert.Throws<PictureException>(() => Open("out", replaces: true, first, second).Write(second, "b.jpg", [1]));

        Assert.Equal([9], Read("a.jpg"));
    }

    [Fact]
    public void Refuses_ToWriteOverAFileItDidNotWriteUnlessTold()
    {
        string picture = Write("precious.jpg");
        Write("precious.png");

        IOException error = Assert.Throws<IOException>(() => Open("", false, picture).Write(picture, "precious.png", [1]));

        Assert.Contains(
            "precious.png is there already and was left alone; choose another folder, delete it, or say --force", error.Message, StringComparison.Ordinal);
        Assert.Equal([9], Read("precious.png"));
        Open("", replaces: true, picture).Write(picture, "precious.png", [1, 2, 3]);
        Assert.Equal([1, 2, 3], Read("precious.png"));
    }

    [Fact]
    public void Refuses_ALinkThatLeadsNowhereUnlessToldAndThenReplacesTheLink()
    {
        string picture = Write("a.jpg");
        File.CreateSymbolicLink(_folder.PathTo("a.png"), "nowhere");

        Assert.Throws<IOException>(() => Open("", false, picture).Write(picture, "a.png", [1]));
        Open("", replaces: true, picture).Write(picture, "a.png", [2]);

        Assert.Equal([2], Read("a.png"));
        Assert.False(File.Exists(_folder.PathTo("nowhere")));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Refuses_ToWriteOneOfTwoPicturesOverTheOther(bool replaces)
    {
        PictureFolder folder = Open("new", replaces);
        folder.Write("a/photo.jpg", "photo.png", [1]);

        PictureException error = Assert.Throws<PictureException>(() => folder.Write("b/photo.png", "photo.png", [2]));

        Assert.Contains("different folders", error.Message, StringComparison.Ordinal);
        Assert.Equal([1], Read("new/photo.png"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Refuses_ToWriteIntoOneFolderOverWhatWasWrittenIntoItByAnotherName(bool replaces)
    {
        var destinations = new PictureDestinations(["a.png"], replaces);
        PictureFolder masks = PictureFolder.Create("--mask", _folder.PathTo("x"), destinations)!;
        Directory.CreateSymbolicLink(_folder.PathTo("y"), "x");
        PictureFolder tinted = PictureFolder.Create("--out", _folder.PathTo("y"), destinations)!;
        masks.Write("a.png", "a.png", [1]);

        PictureException error = Assert.Throws<PictureException>(() => tinted.Write("a.png", "a.png", [2]));

        Assert.Contains("written before by this run; write them into different folders", error.Message, StringComparison.Ordinal);
        Assert.Equal([1], Read("x/a.png"));
    }

    [Theory, InlineData("photo.png"), InlineData("photo.png/below"), InlineData("/proc/none")]
    public void Refuses_WhatCannotBeAFolderAndNamesTheOption(string place)
    {
        Write("photo.png");

        IOException error = Assert.Throws<IOException>(() => Open(place));

        Assert.StartsWith($"--out {_folder.PathTo(place)}: a folder is wanted", error.Message, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public void AFullDiskLeavesNoPartOfAPictureAndTheOldOneAsItWas()
    {
        using SmallDisk disk = new();
        PictureFolder folder = PictureFolder.Create("--out", disk.Path, new PictureDestinations([], true))!;
        folder.Write("a.jpg", "a.jpg", [1, 2, 3]);

        IOException error = Assert.Throws<IOException>(() => folder.Write("b.jpg", "b.jpg", new byte[200_000]));
        var again = PictureFolder.Create("--out", disk.Path, new PictureDestinations([], true))!;
        Assert.Throws<IOException>(() => again.Write("a.jpg", "a.jpg", new byte[200_000]));

        Assert.Equal($"{Path.Combine(disk.Path, "b.jpg")}: it cannot be written (No space left on device); nothing was left of it.", error.Message);
        Assert.Equal([Path.Combine(disk.Path, "a.jpg")], Directory.EnumerateFileSystemEntries(disk.Path));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(disk.Path, "a.jpg")));
    }

    private PictureFolder Open(string name, bool replaces = false, params string[] pictures) =>
        PictureFolder.Create("--out", _folder.PathTo(name), new PictureDestinations(pictures, replaces))!;

    private byte[] Read(string name) => File.ReadAllBytes(_folder.PathTo(name));

    private string Write(string name)
    {
        File.WriteAllBytes(_folder.PathTo(name), [9]);
        return _folder.PathTo(name);
    }
}
