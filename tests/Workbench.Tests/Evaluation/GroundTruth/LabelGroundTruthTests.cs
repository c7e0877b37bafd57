using EdgeVision.Inference.Models;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Evaluation.GroundTruth;

namespace EdgeVision.Workbench.Tests.Evaluation.GroundTruth;

public sealed class LabelGroundTruthTests : IDisposable
{
    private static readonly ModelManifest s_model = new()
    {
        Name = "tiny",
        Sha256 = "",
        Labels = ["tench, Tinca tinca", "", "3", "crane", "crane"],
        LabelBase = 1,
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NamesWinAndNumbersAreColumnsOfTheScores() =>
        Assert.Equal(
            [new("a.jpg", 0), new("b c.jpg", 0), new("sub/d.jpg", 2), new("e.jpg", 4)],
            Read("# what they show\na.jpg\ttench, Tinca tinca\nb c.jpg\t1\n\nsub/d.jpg\t3\r\ne.jpg\t 5 \n"));

    [Theory]
    [InlineData("a.jpg 1", "line 1: 'a.jpg 1' is not a file, one tab and its class")]
    [InlineData("a.jpg\t1\t2", "line 1: 'a.jpg?1?2' is not a file")]
    [InlineData("a.jpg\t ", "is not a file")]
    [InlineData("\t1", "line 1: '' is no file name in the folder of pictures")]
    [InlineData("../a.jpg\t1", "line 1: '../a.jpg' is no file name")]
    [InlineData("a.jpg\t1\n\na.jpg\t3", "line 3: a.jpg has a class in an earlier line too")]
    [InlineData("a.jpg\t0", "line 1: column 0 of the scores of tiny has no label; they are in 1 to 5")]
    [InlineData("a.jpg\t2", "column 2 of the scores of tiny has no label")]
    [InlineData("a.jpg\t6", "column 6")]
    [InlineData("a.jpg\tcrane", "line 1: the model tiny has 2 labels 'crane'; say which by the column of its scores: 4 or 5")]
    [InlineData("a.jpg\tTench\nb.jpg\t-1\nc.jpg\tTench", "the model tiny has no label 'Tench', '-1'; say the names of its manifest, or columns")]
    [InlineData("a.jpg\t99999999999", "no label '99999999999'")]
    [InlineData("# nothing\n\n", "no line names a picture")]
    public void Rejects_WhatCannotBe(string text, string reason)
    {
        string message = Assert.Throws<GroundTruthFormatException>(() => Read(text)).Message;

        Assert.Contains("labels.tsv", message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    private LabelledPicture[] Read(string text)
    {
        string path = _folder.PathTo("labels.tsv");
        File.WriteAllText(path, text);
        return [.. LabelGroundTruth.Read(path, s_model)];
    }
}
