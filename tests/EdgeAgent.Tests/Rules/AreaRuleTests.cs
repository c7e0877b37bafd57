using System.Collections.Immutable;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Segmentation;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Rules;

/// <summary>Rules on how much of a zone a segmenter's classes cover.</summary>
public sealed class AreaRuleTests
{
    private static readonly ImmutableArray<string> s_labels = ["road", "car"];
    private static readonly Moment s_now = new(DateTimeOffset.UnixEpoch, TimeSpan.Zero);

    // 0 is background, 1 road, 2 car.
    private static readonly ClassMap s_map = new(4, 4,
    [
        0, 0, 2, 2,
        0, 1, 2, 2,
        1, 1, 1, 2,
        1, 1, 1, 1,
    ]);

    [Theory]
    [InlineData("road", 0.5f, true)]
    [InlineData("road", 0.51f, false)]
    [InlineData("car", 0.3125f, true)]
    [InlineData("car", 0.32f, false)]
    public void CountsTheWholePicture_WithoutAZone(string label, float minimumArea, bool starts) =>
        Assert.Equal(
            starts, Evaluate(new RuleOptions { Name = "r", Labels = [label], MinimumArea = minimumArea, StartFrames = 1, StartWindow = 1 }, s_map).Length == 1);

    [Theory]
    [InlineData("car", 0.75f, true)]
    [InlineData("car", 0.76f, false)]
    [InlineData("road", 0.25f, true)]
    [InlineData("road", 0.26f, false)]
    public void CountsThePartOfTheZone(string label, float minimumArea, bool starts)
    {
        // The four pixels from (2, 1) to (3, 2): three of car, one of road.
        ZoneCorner[] zone = [new(0.5f, 0.25f), new(1f, 0.25f), new(1f, 0.75f), new(0.5f, 0.75f)];

        VisionEvent[] events = Evaluate(
            new RuleOptions { Name = "r", Labels = [label], MinimumArea = minimumArea, Zone = zone, StartFrames = 1, StartWindow = 1 }, s_map);

        Assert.Equal(starts, events.Length == 1);
    }

    [Fact]
    public void TellsTheLargestClassOfTheZone_AndHowManyThereAre()
    {
        ZoneCorner[] right = [new(0.5f, 0f), new(1f, 0f), new(1f, 1f), new(0.5f, 1f)];

        VisionEvent start = Assert.Single(Evaluate(new RuleOptions { Name = "r", Zone = right, StartFrames = 1, StartWindow = 1 }, s_map));

        Assert.Equal(("car", 2, 0.625f, 0f), (start.Label, start.Objects, start.Subject.Area, start.Subject.Score));
    }

    [Fact]
    public void NeverStarts_ForAClassOutsideTheZone_OrAZoneSmallerThanAPixel()
    {
        ZoneCorner[] upperLeft = [new(0f, 0f), new(0.25f, 0f), new(0.25f, 0.5f), new(0f, 0.5f)];
        ZoneCorner[] speck = [new(0.01f, 0.01f), new(0.02f, 0.01f), new(0.02f, 0.02f)];

        Assert.Empty(Evaluate(new RuleOptions { Name = "r", Zone = upperLeft, StartFrames = 1, StartWindow = 1 }, s_map));
        Assert.Empty(Evaluate(new RuleOptions { Name = "r", Zone = speck, StartFrames = 1, StartWindow = 1 }, s_map));
    }

    [Fact]
    public void FollowsAMapOfAnotherSize()
    {
        ZoneCorner[] left = [new(0f, 0f), new(0.5f, 0f), new(0.5f, 1f), new(0f, 1f)];
        RuleEngine rules = Engine(new RuleOptions { Name = "r", Labels = ["car"], MinimumArea = 1f, Zone = left, StartFrames = 1, StartWindow = 1 });

        Assert.Empty(rules.Evaluate(Scene(s_map), s_now).ToArray());
        Assert.Single(rules.Evaluate(Scene(new ClassMap(2, 1, [2, 1])), s_now).ToArray());
    }

    [Fact]
    public void AllocatesNothing_OnceAMapOfItsSizeWasSeen()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "r", Zone = [new(0f, 0f), new(1f, 0f), new(1f, 1f)], StartFrames = 1, StartWindow = 1 });
        rules.Evaluate(Scene(s_map), s_now);

        Assert.Equal(0, Allocated.By(() => rules.Evaluate(Scene(s_map), s_now)));
    }

    private static VisionEvent[] Evaluate(RuleOptions rule, ClassMap map) => Engine(rule).Evaluate(Scene(map), s_now).ToArray();

    private static Scene Scene(ClassMap map) => new() { Width = 640, Height = 480, Map = map };

    private static RuleEngine Engine(RuleOptions rule) => new("door", [new Rule(rule, s_labels)], s_labels);
}
