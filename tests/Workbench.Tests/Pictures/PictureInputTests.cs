using EdgeVision.TestKit;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Tests.Pictures;

public sealed class PictureInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Exception> _errors = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderMeansItsPicturesInOrder()
    {
        foreach (string name in (string[])["b.jpg", "a.PNG", "c.jpeg", "notes.txt"])
            File.WriteAllBytes(_folder.PathTo(name), []);
        Directory.CreateDirectory(_folder.PathTo("deeper.jpg"));

        IReadOnlyList<string> pictures = PictureInput.Expand(["x.jpg", _folder.Path, "-"], _errors);

        Assert.Equal(["x.jpg", _folder.PathTo("a.PNG"), _folder.PathTo("b.jpg"), _folder.PathTo("c.jpeg"), "-"], pictures);
        Assert.Empty(_errors);
    }

    [Fact]
    public void AFolderWithoutPicturesIsASentence()
    {
        Assert.Empty(PictureInput.Expand([_folder.Path], _errors));

        Assert.Equal(66, Failure.Explain(Assert.Single(_errors))!.ExitCode);
        Assert.StartsWith($"{_folder.Path}: the folder has no picture (.jpg, .jpeg, .png)", _errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APipeInAFolderIsNotWaitedFor()
    {
        File.WriteAllBytes(_folder.PathTo("a.jpg"), []);
        string pipe = _folder.MakePipe("b.jpg");

        Assert.Equal([_folder.PathTo("a.jpg")], PictureInput.Expand([_folder.Path], _errors));

        Assert.Equal($"{pipe}: it is a pipe or a device, no file.", Failure.Explain(Assert.Single(_errors))!.Message);
    }

    [Fact]
    public void ANameThatIsNoUtf8IsLeftOutWithItsBytes()
    {
        File.WriteAllBytes(_folder.PathTo("good.jpg"), []);
        using StrangeName strange = new(_folder.Path);

        Assert.Equal([_folder.PathTo("good.jpg")], PictureInput.Expand([_folder.Path], _errors));
        Assert.Equal($"{_folder.PathTo("caf")}\\xe9.jpg: a file whose name is no UTF-8 cannot be opened; rename it.", Assert.Single(_errors).Message);
    }

    [Fact]
    public void Refuses_StandardInputTwice() => Assert.Throws<UsageException>(() => PictureInput.Expand(["-", "a.jpg", "-"], _errors));
}
