using EdgeVision.Inference.Models;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Model;

namespace EdgeVision.Workbench.Tests.Model;

public sealed class LabelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadsUtf8()
    {
        File.WriteAllText(_folder.PathTo("labels.txt"), "\uFEFFKäse\n猫\n\n");

        Assert.Equal<string>(["Käse", "猫"], LabelFile.Read(_folder.PathTo("labels.txt")).ToArray());
    }

    [Theory, InlineData(""), InlineData("\uFEFF")]
    public void Refuses_WhatIsNoUtf8RatherThanOtherNames(string mark)
    {
        File.WriteAllBytes(_folder.PathTo("labels.txt"), [.. System.Text.Encoding.UTF8.GetBytes(mark + "K"), 0xE4, .. "se\n"u8]);

        Assert.Contains("it is no UTF-8, so its names would be others",
            Assert.Throws<ModelFormatException>(() => LabelFile.Read(_folder.PathTo("labels.txt"))).Message, StringComparison.Ordinal);
    }
}
