using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static EdgeVision.Inference.Tests.Tasks.Answers;

namespace EdgeVision.Inference.Tests.Tasks;

public sealed class AgreementTests
{
    private static readonly ModelManifest s_detector = Model(ModelTask.Detection, "person", "cat");
    private static readonly ModelManifest s_classifier = Model(ModelTask.Classification, "person", "cat", "dog");
    private static readonly ModelManifest s_segmenter = Model(ModelTask.Segmentation, "person", "cat");

    [Property(Replay = "2026,1", MaxTest = 2000)]
    public Property DoesNotDependOnWhichComesFirst() => Prop.ForAll(
        Pairs(), static pair => Agreement.Of(pair.One, pair.Other) == Agreement.Of(pair.Other, pair.One));

    [Property(Replay = "2026,3", MaxTest = 500)]
    public Property EveryAnswerAgreesWithItself() => Prop.ForAll(Pairs(), static pair => Agreement.Of(pair.One, pair.One) == 1f);

    [Property(Replay = "2026,5", MaxTest = 500)]
    public Property IsAPart() => Prop.ForAll(Pairs(), static pair => Agreement.Of(pair.One, pair.Other) is >= 0f and <= 1f);

    [Fact]
    public void ObjectsAgree_WhereBothAreAtAboutTheSamePlace()
    {
        VisionAnswer one = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 40), At(1, 0.8f, 50, 50, 90, 90), At(0, 0.7f, 0, 60, 30, 90));
        // Moved a little, not there, and of another class.
        VisionAnswer other = OfDetector(s_detector, At(0, 0.6f, 5, 0, 45, 40), At(1, 0.5f, 0, 60, 30, 90));

        Assert.Equal(2f * 1 / 5, Agreement.Of(one, other));
    }

    [Fact]
    public void AnObjectIsMatchedOnce()
    {
        VisionAnswer one = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 40));
        VisionAnswer other = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 40), At(0, 0.9f, 0, 0, 40, 38));

        Assert.Equal(2f / 3, Agreement.Of(one, other));
    }

    [Fact]
    public void TheLargestOverlapIsMatchedFirst()
    {
        VisionAnswer one = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 40), At(0, 0.8f, 0, 0, 40, 60));
        VisionAnswer other = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 60), At(0, 0.8f, 0, 0, 40, 35));

        Assert.Equal(1f, Agreement.Of(one, other));
    }

    [Fact]
    public void SeeingNothing_IsSeeingTheSame()
    {
        VisionAnswer nothing = OfDetector(s_detector), something = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 40));

        Assert.Equal((1f, 0f), (Agreement.Of(nothing, OfDetector(s_detector)), Agreement.Of(nothing, something)));
    }

    [Fact]
    public void AModelThatKnowsMore_IsNotWrong()
    {
        VisionAnswer old = OfDetector(s_detector, At(0, 0.9f, 0, 0, 40, 40));
        VisionAnswer wider = OfDetector(Model(ModelTask.Detection, "dog", "cat", "person"), At(0, 0.95f, 50, 50, 90, 90), At(2, 0.9f, 0, 0, 40, 40));

        Assert.Equal(1f, Agreement.Of(old, wider));
    }

    [Fact]
    public void WhatOneOfBothLeavesOut_DoesNotCount()
    {
        VisionAnswer careful = OfDetector(s_detector, 0.6f, At(0, 0.9f, 0, 0, 40, 40));
        VisionAnswer eager = OfDetector(s_detector, 0.2f, At(0, 0.9f, 0, 0, 40, 40), At(1, 0.5f, 50, 50, 90, 90));

        Assert.Equal(1f, Agreement.Of(careful, eager));
    }

    [Fact]
    public void ClassesAgree_WhereTheBestIsTheSame()
    {
        VisionAnswer one = OfClassifier(s_classifier, new ClassScore(0, 0.9f), new ClassScore(1, 0.1f));
        VisionAnswer other = OfClassifier(Model(ModelTask.Classification, "cat", "person"), new ClassScore(1, 0.5f), new ClassScore(0, 0.4f));

        Assert.Equal(1f, Agreement.Of(one, other));
    }

    [Fact]
    public void ClassesAgreeInWhatTheirScoresShare_WhereTheBestIsAnother()
    {
        VisionAnswer one = OfClassifier(s_classifier, new ClassScore(0, 0.6f), new ClassScore(1, 0.25f), new ClassScore(2, 0.1f));
        VisionAnswer other = OfClassifier(s_classifier, new ClassScore(1, 0.5f), new ClassScore(0, 0.25f));

        Assert.Equal(0.5f, Agreement.Of(one, other), 1e-6f);
    }

    [Fact]
    public void MapsAgree_InTheShareOfEqualPixels()
    {
        VisionAnswer one = OfSegmenter(s_segmenter, 2, 0, 1, 2, 2), other = OfSegmenter(Model(ModelTask.Segmentation, "cat", "person"), 2, 0, 2, 1, 0);

        Assert.Equal(0.75f, Agreement.Of(one, other));
    }

    [Fact]
    public void MapsOfTwoSizes_AreComparedOnTheFinerGrid()
    {
        VisionAnswer coarse = OfSegmenter(s_segmenter, 2, 0, 1), fine = OfSegmenter(s_segmenter, 4, 0, 0, 1, 1, 0, 1, 1, 1);

        Assert.Equal(7f / 8, Agreement.Of(coarse, fine));
    }

    [Fact]
    public void PixelsOfAClassThatOneDoesNotKnow_DoNotCount()
    {
        VisionAnswer old = OfSegmenter(s_segmenter, 4, 0, 1, 0, 2), wider = OfSegmenter(Model(ModelTask.Segmentation, "person", "cat", "dog"), 4, 0, 1, 3, 3);

        Assert.Equal(1f, Agreement.Of(old, wider));
    }

    [Fact]
    public void AnswersToTwoQuestions_AgreeInNothing() =>
        Assert.Equal(0f, Agreement.Of(OfDetector(s_detector), OfClassifier(s_classifier)));

    private static Arbitrary<(VisionAnswer One, VisionAnswer Other)> Pairs() => Gen.Choose(0, int.MaxValue - 1).Select(static seed =>
    {
        var random = new System.Random(seed);
        ModelTask task = Enum.GetValues<ModelTask>()[random.Next(3)];
        return (Any(task, random), Any(task, random));
    }).ToArbitrary();
}
