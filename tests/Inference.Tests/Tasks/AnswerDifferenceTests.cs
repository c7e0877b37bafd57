using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static EdgeVision.Inference.Tests.Tasks.Answers;

namespace EdgeVision.Inference.Tests.Tasks;

public sealed class AnswerDifferenceTests
{
    private static readonly ModelManifest s_detector = Model(ModelTask.Detection, "person", "cat");
    private static readonly ModelManifest s_classifier = Model(ModelTask.Classification, "person", "cat", "dog");
    private static readonly ModelManifest s_segmenter = Model(ModelTask.Segmentation, "person", "cat");

    [Property(Replay = "2026,7", MaxTest = 500)]
    public Property NoAnswerDiffersFromItself() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), static seed => Enum.GetValues<ModelTask>().All(task =>
        {
            VisionAnswer answer = Any(task, new System.Random(seed));
            return AnswerDifference.Between(answer, "a", answer, "b") is null;
        }));

    [Fact]
    public void RoundingIsNoDifference()
    {
        VisionAnswer one = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 40)), other = OfDetector(s_detector, At(0, 0.86f, 1, 0, 40, 40));

        Assert.Null(Difference(one, other));
    }

    [Fact]
    public void NamesAnObjectThatOnlyOneHas()
    {
        VisionAnswer one = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 40)), other = OfDetector(s_detector);

        Assert.Equal("gold has 'person' with 0.900 at 0.000, 0.000 to 0.400, 0.400, and this none there.", Difference(one, other));
        Assert.Equal("this has 'person' with 0.900 at 0.000, 0.000 to 0.400, 0.400, and gold none there.", Difference(other, one));
    }

    [Theory]
    [InlineData(0.84f, 0f, "an overlap of 1.00.")]
    [InlineData(0.9f, 10f, "an overlap of 0.75.")]
    public void NamesAnObjectThatIsNotQuiteTheSame(float score, float left, string ending)
    {
        VisionAnswer one = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 40)), other = OfDetector(s_detector, At(0, score, left, 0, 40, 40));

        const string Beginning = "gold has 'person' with 0.900 at 0.000, 0.000 to 0.400, 0.400, and this at best 'person' with 0.";
        string? difference = Difference(one, other);

        Assert.StartsWith(Beginning, difference, StringComparison.Ordinal);
        Assert.EndsWith(ending, difference, StringComparison.Ordinal);
    }

    [Fact]
    public void ObjectsJustAboveTheLeastScore_MayBeMissing()
    {
        VisionAnswer one = OfDetector(s_detector, At(0, 0.34f, 0, 0, 40, 40)), nothing = OfDetector(s_detector);

        Assert.Null(Difference(one, nothing));
        Assert.Null(Difference(nothing, one));
        Assert.False(AnswerDifference.IsTelling(one));
    }

    [Fact]
    public void NamesAClassWithAnotherScore()
    {
        VisionAnswer one = OfClassifier(s_classifier, new ClassScore(0, 0.7f), new ClassScore(1, 0.2f));

        Assert.Null(Difference(one, OfClassifier(s_classifier, new ClassScore(0, 0.66f), new ClassScore(1, 0.24f))));
        Assert.Equal("gold has 'person' with 0.700, and this with 0.600.", Difference(one, OfClassifier(s_classifier, new ClassScore(0, 0.6f))));
        Assert.Equal("gold has 'cat' with 0.200, and this has it not.", Difference(one, OfClassifier(s_classifier, new ClassScore(0, 0.7f))));
        Assert.Equal("this has 'cat' with 0.200, and gold has it not.", Difference(OfClassifier(s_classifier, new ClassScore(0, 0.7f)), one));
    }

    [Fact]
    public void NamesClassesThatChangedPlaces()
    {
        VisionAnswer one = OfClassifier(s_classifier, new ClassScore(0, 0.48f), new ClassScore(1, 0.42f));
        VisionAnswer other = OfClassifier(s_classifier, new ClassScore(1, 0.46f), new ClassScore(0, 0.44f));

        Assert.Equal("gold has 'person' before 'cat', and this the other way round.", Difference(one, other));
    }

    [Fact]
    public void ClassesThatAreCloseTogether_MayChangePlaces()
    {
        VisionAnswer one = OfClassifier(s_classifier, new ClassScore(0, 0.47f), new ClassScore(1, 0.45f));
        VisionAnswer other = OfClassifier(s_classifier, new ClassScore(1, 0.47f), new ClassScore(0, 0.45f));

        Assert.Null(Difference(one, other));
    }

    /// <summary>ImageNet has two classes called "crane".</summary>
    [Fact]
    public void TwoClassesOfOneName_AreComparedTheBetterWithTheBetter()
    {
        ModelManifest cranes = Model(ModelTask.Classification, "crane", "crane");
        VisionAnswer one = OfClassifier(cranes, new ClassScore(0, 0.6f), new ClassScore(1, 0.3f));

        Assert.Null(Difference(one, one));
        Assert.Null(Difference(one, OfClassifier(cranes, new ClassScore(1, 0.6f), new ClassScore(0, 0.3f))));
        Assert.Equal("gold has 'crane' with 0.300, and this has it not.", Difference(one, OfClassifier(cranes, new ClassScore(0, 0.6f))));
    }

    [Fact]
    public void OnePixelOfAHundredMayDiffer()
    {
        byte[] pixels = [.. Enumerable.Repeat((byte)1, 200)];
        VisionAnswer one = OfSegmenter(s_segmenter, 20, pixels);
        pixels[0] = pixels[1] = 2;
        VisionAnswer two = OfSegmenter(s_segmenter, 20, pixels);
        pixels[42] = 0;

        Assert.Null(Difference(one, two));
        Assert.Equal(
            "gold and this have the same class in 98.5% of the pixels, and 99% must be, the first other one at 0, 0 of 20×10.",
            Difference(one, OfSegmenter(s_segmenter, 20, pixels)));
    }

    [Fact]
    public void NamesTwoTasks() =>
        Assert.Equal("gold is of detection, and this of classification.", Difference(OfDetector(s_detector), OfClassifier(s_classifier)));

    private static string? Difference(VisionAnswer one, VisionAnswer other) => AnswerDifference.Between(one, "gold", other, "this");
}
