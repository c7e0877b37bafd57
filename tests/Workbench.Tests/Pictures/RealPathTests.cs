using EdgeVision.TestKit;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Tests.Pictures;

public sealed class RealPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _real;

    public RealPathTests()
    {
        _real = RealPath.Of(_folder.Path);
        Directory.CreateDirectory(_folder.PathTo("a/b"));
        Link("a/up", "..");
        Link("whole", _folder.PathTo("a"));
        Link("chain", "whole/b/./../up/a/b");
        Link("round", "about");
        Link("about", "round");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a/b/photo.jpg", "a/b/photo.jpg")]
    [InlineData("whole/b/photo.jpg", "a/b/photo.jpg")]
    [InlineData("a/up/photo.jpg", "photo.jpg")]
    [InlineData("chain/photo.jpg", "a/b/photo.jpg")]
    [InlineData("./a//b/../photo.jpg", "a/photo.jpg")]
    public void FollowsLinksOfFoldersToo(string path, string expected) => Assert.Equal(Path.Combine(_real, expected), RealPath.Of(_folder.PathTo(path)));

    [Fact]
    public void TakesLinksInACircleAsTheyAre() => Assert.Equal(_folder.PathTo("round/photo.jpg"), RealPath.Of(_folder.PathTo("round/photo.jpg")));

    [Fact]
    public void TheRootIsItself() => Assert.Equal("/", RealPath.Of("/"));

    private void Link(string path, string target) => File.CreateSymbolicLink(_folder.PathTo(path), target);
}
