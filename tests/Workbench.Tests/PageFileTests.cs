using System.Xml.Linq;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Tests;

public sealed class PageFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly XDocument _page = HtmlPage.Create("a title");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LeavesNothingWhereNothingIsWritten()
    {
        PageFile.Open(_folder.PathTo("new.html"))!.Dispose();

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void LeavesAnOldPageWhereNothingIsWritten()
    {
        File.WriteAllText(_folder.PathTo("old.html"), "old");

        PageFile.Open(_folder.PathTo("old.html"))!.Dispose();

        Assert.Equal("old", File.ReadAllText(_folder.PathTo("old.html")));
    }

    [Theory, InlineData(0), InlineData(1_000_000)]
    public void ReplacesAllOfAnOldPage(int length)
    {
        File.WriteAllText(_folder.PathTo("old.html"), new string('<', length));

        Write("old.html");

        Assert.Equal("a title", XDocument.Load(_folder.PathTo("old.html")).Descendants("h1").Single().Value);
    }

    [Fact]
    public void MakesANewPage()
    {
        Write("new.html");

        Assert.Equal("a title", XDocument.Load(_folder.PathTo("new.html")).Descendants("h1").Single().Value);
    }

    [SmallDiskFact]
    public void AFullDiskLeavesAnOldPageAsItWas()
    {
        using SmallDisk disk = new();
        string path = Path.Combine(disk.Path, "old.html");
        File.WriteAllText(path, "old");
        using PageFile file = PageFile.Open(path)!;
        File.WriteAllBytes(Path.Combine(disk.Path, "other"), new byte[60_000]);

        Assert.Contains(
            "No space left on device", Assert.Throws<IOException>(() => file.Write(HtmlPage.Create(new string('a', 5000)))).Message, StringComparison.Ordinal);

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(disk.Path).Count());
    }

    [Fact]
    public void ReplacesTheFileThatALinkLeadsTo()
    {
        File.WriteAllText(_folder.PathTo("real.html"), "old");
        File.CreateSymbolicLink(_folder.PathTo("old.html"), "real.html");

        Write("old.html");

        Assert.Equal("real.html", new FileInfo(_folder.PathTo("old.html")).LinkTarget);
        Assert.Equal("a title", XDocument.Load(_folder.PathTo("real.html")).Descendants("h1").Single().Value);
    }

    [Fact]
    public void WritesToADevice() => Assert.Null(Record.Exception(() => Write("/dev/null")));

    [Fact]
    public void Refuses_BeforeAnythingIsWrittenWhatCannotBe()
    {
        Assert.Throws<DirectoryNotFoundException>(() => PageFile.Open(_folder.PathTo("absent/new.html")));
        Assert.Contains("it is a folder", Assert.Throws<IOException>(() => PageFile.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsNoneWhereNoneIsAskedFor() => Assert.Null(PageFile.Open(null));

    private void Write(string name)
    {
        using PageFile file = PageFile.Open(_folder.PathTo(name))!;
        file.Write(_page);
    }
}
