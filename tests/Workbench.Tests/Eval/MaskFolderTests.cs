using EdgeVision.TestKit;
using EdgeVision.Workbench.Eval;
using EdgeVision.Workbench.Evaluation.GroundTruth;

namespace EdgeVision.Workbench.Tests.Eval;

public sealed class MaskFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public MaskFolderTests() => Directory.CreateDirectory(_folder.PathTo("masks"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FindsThePictureOfEachMask()
    {
        Touch("b.JPEG", "a.png", "c.jpg", "masks/b.png", "masks/a.PNG", "masks/absent.png", "masks/notes.txt");

        MaskFolder masks = List();

        Assert.Equal(["a.png", "absent.jpg", "b.JPEG"], masks.Pictures);
        Assert.Equal(["a.PNG", "absent.png", "b.png"], masks.Masks.Select(static mask => Path.GetFileName(mask)));
    }

    [Fact]
    public void Refuses_AMaskOfTwoPictures()
    {
        Touch("a.jpg", "a.png", "masks/a.png");

        Assert.Contains("the mask a.png could be of a.jpg or of a.png", Assert.Throws<GroundTruthFormatException>(List).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_TwoMasksOfOnePicture()
    {
        Touch("a.jpg", "masks/a.png", "masks/a.PNG");

        Assert.Contains("a.PNG and a.png are both the mask of a;", Assert.Throws<GroundTruthFormatException>(List).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(""), InlineData("masks/..")]
    public void MasksBesidePicturesAreNoPictures(string truth)
    {
        Touch("a.jpg", "a.png", "b.png");
        LabelledFolder labelled = new(_folder.Path, _folder.PathTo(truth));

        MaskFolder masks = MaskFolder.List(labelled);

        Assert.Equal(["a.jpg", "b.jpg"], masks.Pictures);
        Assert.Null(UnlistedPictures.Remark(labelled, masks.Pictures));
    }

    [Fact]
    public void Refuses_WhatHasNoMasks()
    {
        Touch("a.jpg");

        Assert.Contains("no PNG files", Assert.Throws<GroundTruthFormatException>(List).Message, StringComparison.Ordinal);
        Assert.Contains(
            "which this is not",
            Assert.Throws<GroundTruthFormatException>(() => MaskFolder.List(new LabelledFolder(_folder.Path, _folder.PathTo("a.jpg")))).Message,
            StringComparison.Ordinal);
    }

    private MaskFolder List() => MaskFolder.List(new LabelledFolder(_folder.Path, _folder.PathTo("masks")));

    private void Touch(params string[] names)
    {
        foreach (string name in names)
            File.WriteAllText(_folder.PathTo(name), "");
    }
}
