using EdgeVision.TestKit;

namespace EdgeVision.Linux.Tests;

public sealed class RegularFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FilesAndFolders_ArePassed()
    {
        string file = _folder.PathTo("file");
        File.WriteAllText(file, "");

        RegularFile.Require(file);
        RegularFile.Require(_folder.Path);
    }

    [Fact]
    public void WhatDoesNotExist_IsLeftToWhoOpensIt() => Assert.False(RegularFile.IsReplaced(_folder.PathTo("nothing")));

    [Fact]
    public void Pipes_AreRefused()
    {
        string pipe = _folder.MakePipe("pipe");

        Assert.True(RegularFile.IsReplaced(pipe));
        Assert.Equal("it is a pipe or a device, no file", Assert.Throws<IOException>(() => RegularFile.Require(pipe)).Message);
    }

    [Fact]
    public void LinksToDevices_AreRefused()
    {
        string link = _folder.PathTo("link");
        File.CreateSymbolicLink(link, "/dev/zero");

        Assert.True(RegularFile.IsReplaced(link));
    }
}
