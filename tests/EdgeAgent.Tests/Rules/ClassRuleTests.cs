using System.Collections.Immutable;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;

namespace EdgeVision.EdgeAgent.Tests.Rules;

/// <summary>Rules on what a classifier says of a whole picture.</summary>
public sealed class ClassRuleTests
{
    private static readonly ImmutableArray<string> s_labels = ["tabby", "beagle", "mug"];

    private Moment _now = new(DateTimeOffset.UnixEpoch, TimeSpan.Zero);

    [Fact]
    public void Starts_WithTheNthFrameOfM_InWhichTheClassReachesTheScore()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "r", Labels = ["beagle"], MinimumScore = 0.6f, StartFrames = 2, StartWindow = 3 });

        float[] scores = [0.7f, 0.59f, 0.5f, 0.6f, 0.1f, 0.61f];
        int started = Array.FindIndex(scores, score => Step(rules, new ClassScore(0, 0.9f), new ClassScore(1, score)).Length > 0);

        Assert.Equal(5, started);
    }

    [Fact]
    public void TellsTheBestClass_AndHowManyReachTheScore()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "r", MinimumScore = 0.2f, StartFrames = 1, StartWindow = 1 });

        VisionEvent start = Assert.Single(Step(rules, new ClassScore(2, 0.5f), new ClassScore(0, 0.3f), new ClassScore(1, 0.1f)));

        Assert.Equal((VisionEventKind.Start, "mug", 2), (start.Kind, start.Label, start.Objects));
        Assert.Equal(new Subject(2, 0.5f, 0, default, 0f), start.Subject);
    }

    [Fact]
    public void Updates_WhenAnotherClassIsBest_AndEndsAfterTheTimeWithoutOne()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "r", StartFrames = 1, StartWindow = 1, EndAfter = TimeSpan.FromSeconds(2) });

        Assert.Equal(VisionEventKind.Start, Assert.Single(Step(rules, new ClassScore(0, 0.8f))).Kind);
        Assert.Empty(Step(rules, new ClassScore(0, 0.7f)));
        VisionEvent update = Assert.Single(Step(rules, new ClassScore(1, 0.8f)));
        Assert.Equal((VisionEventKind.Update, "beagle"), (update.Kind, update.Label));
        Assert.Empty(Step(rules));
        Assert.Equal(VisionEventKind.End, Assert.Single(Step(rules)).Kind);
    }

    /// <summary>A second later.</summary>
    private VisionEvent[] Step(RuleEngine rules, params ClassScore[] classes)
    {
        _now = _now.Plus(TimeSpan.FromSeconds(1));
        return rules.Evaluate(new Scene { Width = 640, Height = 480, Classes = classes }, _now).ToArray();
    }

    private static RuleEngine Engine(RuleOptions rule) => new("door", [new Rule(rule, s_labels)], s_labels);
}
