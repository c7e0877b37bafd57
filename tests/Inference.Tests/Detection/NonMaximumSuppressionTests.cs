using EdgeVision.Inference.Detection;
using EdgeVision.TestKit;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Inference.Tests.Detection;

public sealed class NonMaximumSuppressionTests
{
    private const float MaximumIou = 0.5f;

    [Property(Replay = "2026,1")]
    public Property TwiceIsAsOnce() => Prop.ForAll(Detections(), static detections =>
    {
        DetectedObject[] once = Apply(detections);

        return Apply(once).SequenceEqual(once);
    });

    [Property(Replay = "2026,3")]
    public Property OrderDoesNotMatter() => Prop.ForAll(Detections(), static detections =>
    {
        DetectedObject[] shuffled = [.. detections];
        new Random(detections.Length).Shuffle(shuffled);

        return Apply(shuffled).SequenceEqual(Apply(detections));
    });

    [Property(Replay = "2026,5")]
    public Property NoTwoKeptBoxesOfAClassOverlapTooMuch() => Prop.ForAll(Detections(), static detections =>
    {
        DetectedObject[] kept = Apply(detections);

        return kept.Index().All(a => kept.Skip(a.Index + 1).All(
            b => a.Item.LabelIndex != b.LabelIndex || a.Item.Box.IntersectionOverUnion(b.Box) <= MaximumIou));
    });

    [Property(Replay = "2026,7")]
    public Property NothingIsDroppedWithoutABetterKeptNeighbour() => Prop.ForAll(Detections(), static detections =>
    {
        DetectedObject[] kept = Apply(detections);

        return detections.Except(kept).All(dropped => kept.Any(
            better => better.LabelIndex == dropped.LabelIndex && better.Score >= dropped.Score && better.Box.IntersectionOverUnion(dropped.Box) > MaximumIou));
    });

    [Property(Replay = "2026,9")]
    public Property BestIsFirstAndNeverDropped() => Prop.ForAll(Detections(), static detections =>
    {
        DetectedObject[] kept = Apply(detections);

        return detections.Length == 0
            ? kept.Length == 0
            : kept[0].Score == detections.Max(static detection => detection.Score)
                && kept.Zip(kept.Skip(1)).All(static pair => pair.First.Score >= pair.Second.Score);
    });

    [Property(Replay = "2026,11")]
    public Property LimitKeepsTheBest() => Prop.ForAll(Detections(), static detections =>
        Apply(detections, 3).SequenceEqual(Apply(detections).Take(3)));

    [Fact]
    public void OtherClassesKeepTheirBoxes()
    {
        var box = new BoundingBox(0, 0, 10, 10);
        DetectedObject[] detections = [new(0, 0.6f, box), new(1, 0.9f, box), new(0, 0.8f, box)];

        int kept = NonMaximumSuppression.Apply(detections, MaximumIou, 10);

        Assert.Equal([new(1, 0.9f, box), new(0, 0.8f, box)], detections[..kept]);
    }

    [Fact]
    public void OverlapOfExactlyTheLimitIsKept()
    {
        DetectedObject[] detections = [new(0, 0.9f, new(0, 0, 10, 10)), new(0, 0.8f, new(0, 0, 10, 5))];

        Assert.Equal(2, NonMaximumSuppression.Apply(detections, 0.5f, 10));
        Assert.Equal(1, NonMaximumSuppression.Apply(detections, 0.4999f, 10));
    }

    [Fact]
    public void AllocatesNothing()
    {
        DetectedObject[] detections = Generate(new System.Random(1), 300);
        var work = new DetectedObject[detections.Length];
        detections.CopyTo(work, 0);
        NonMaximumSuppression.Apply(work, MaximumIou, 100);
        detections.CopyTo(work, 0);

        long allocated = Allocated.By(() => NonMaximumSuppression.Apply(work, MaximumIou, 100));

        Assert.Equal(0, allocated);
    }

    private static DetectedObject[] Apply(DetectedObject[] detections, int most = 1000)
    {
        DetectedObject[] work = [.. detections];
        return work[..NonMaximumSuppression.Apply(work, MaximumIou, most)];
    }

    /// <summary>Boxes on a coarse grid with few classes and scores, so that overlaps and ties are frequent.</summary>
    private static Arbitrary<DetectedObject[]> Detections() =>
        Gen.Choose(0, int.MaxValue).SelectMany(static seed => Gen.Choose(0, 40).Select(count => Generate(new System.Random(seed), count))).ToArbitrary();

    private static DetectedObject[] Generate(System.Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        float left = random.Next(8), top = random.Next(8);
        return new DetectedObject(random.Next(3), random.Next(1, 10) / 10f, new BoundingBox(left, top, left + random.Next(1, 6), top + random.Next(1, 6)));
    })];
}
