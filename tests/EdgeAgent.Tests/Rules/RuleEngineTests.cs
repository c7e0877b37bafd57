using System.Collections.Immutable;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Inputs;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using EdgeVision.TestKit;
using FsCheck.Xunit;

namespace EdgeVision.EdgeAgent.Tests.Rules;

public sealed class RuleEngineTests
{
    private const int Width = 640;
    private const int Height = 480;

    private static readonly ImmutableArray<string> s_labels = ["person", "dog"];
    private static readonly Moment s_start = new(DateTimeOffset.UnixEpoch, TimeSpan.Zero);

    [Fact]
    public void Starts_WithTheNthMatchOutOfM()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "r", StartFrames = 3, StartWindow = 5 });

        bool[] matches = [true, false, true, false, false, true, true];
        int started = Array.FindIndex(matches, match => Step(rules, match, 0.1) is [{ Kind: VisionEventKind.Start }]);

        Assert.Equal(6, started);
    }

    [Fact]
    public void Ends_AfterTheTimeWithoutAMatch()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "r", StartFrames = 1, StartWindow = 1, EndAfter = TimeSpan.FromSeconds(2) });
        VisionEvent start = Assert.Single(rules.Evaluate(Scene([Seen(7)]), s_start).ToArray());

        Assert.Empty(rules.Evaluate(Scene([]), s_start.Plus(TimeSpan.FromSeconds(1.9))).ToArray());
        VisionEvent end = Assert.Single(rules.Evaluate(Scene([]), s_start.Plus(TimeSpan.FromSeconds(2))).ToArray());

        Assert.Equal((VisionEventKind.End, start.Id, 0, 7L), (end.Kind, end.Id, end.Objects, end.Subject.TrackId));
        Assert.Equal(s_start, end.StartedAt);
    }

    [Fact]
    public void Ends_WhenTheCameraIsLost()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "r", StartFrames = 1, StartWindow = 1 });
        rules.Evaluate(Scene([Seen(1)]), s_start);

        Assert.Equal(VisionEventKind.End, Assert.Single(rules.CameraLost(s_start).ToArray()).Kind);
        Assert.Empty(rules.CameraLost(s_start).ToArray());
    }

    [Theory]
    [InlineData(ConditionState.Inactive)]
    [InlineData(ConditionState.Unknown)]
    internal void HoldsOnlyWhileItsConditionIsFulfilled_AndCountsFromNothingAfterwards(ConditionState other)
    {
        var condition = new SetCondition(other);
        var options = new RuleOptions { Name = "r", StartFrames = 2, StartWindow = 2, EndAfter = TimeSpan.FromHours(1) };
        var rules = new RuleEngine("door", [new Rule(options, s_labels, condition)], s_labels);
        string[] Look(double second) =>
            [.. rules.Evaluate(Scene([Seen(1)]), s_start.Plus(TimeSpan.FromSeconds(second))).ToArray().Select(told => told.Kind.ToString())];

        Assert.Empty(Look(0));
        Assert.Empty(Look(1));
        condition.State = ConditionState.Active;
        Assert.Empty(Look(2));
        Assert.Equal(["Start"], Look(3));
        condition.State = other;
        Assert.Equal(["End"], Look(4));
        Assert.Empty(Look(5));
        condition.State = ConditionState.Active;
        Assert.Empty(Look(6));
        Assert.Equal(["Start"], Look(7));
    }

    [Fact]
    public void Updates_WhenTheSubjectOrTheNumberChanges_AtMostOnceASecond()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "r", StartFrames = 1, StartWindow = 1 });
        rules.Evaluate(Scene([Seen(1)]), s_start);

        Assert.Empty(rules.Evaluate(Scene([Seen(1), Seen(2)]), s_start.Plus(TimeSpan.FromSeconds(0.5))).ToArray());
        VisionEvent update = Assert.Single(rules.Evaluate(Scene([Seen(1), Seen(2)]), s_start.Plus(TimeSpan.FromSeconds(1))).ToArray());
        Assert.Equal((VisionEventKind.Update, 2), (update.Kind, update.Objects));
        Assert.Empty(rules.Evaluate(Scene([Seen(1), Seen(2)]), s_start.Plus(TimeSpan.FromSeconds(3))).ToArray());
    }

    [Theory]
    [InlineData(0, 0.49f, 0, 0)]
    [InlineData(1, 0.9f, 0, 0)]
    [InlineData(0, 0.9f, 1, 0)]
    [InlineData(0, 0.9f, 0, 1)]
    public void Ignores_WhatTheRuleDoesNotAskFor(int label, float score, int missed, int upperHalf)
    {
        RuleEngine rules = Engine(new RuleOptions
        {
            Name = "r",
            Labels = ["person"],
            StartFrames = 1,
            Zone = [new(0, 0.5f), new(1, 0.5f), new(1, 1), new(0, 1)],
        });
        Track track = Seen(1) with { LabelIndex = label, Score = score, Missed = missed, Box = new BoundingBox(0, 0, 50, upperHalf == 1 ? 100 : 480) };

        Assert.Empty(rules.Evaluate(Scene([track]), s_start).ToArray());
        Assert.Single(rules.Evaluate(Scene([Seen(1)]), s_start).ToArray());
    }

    [Fact]
    public void Ignores_OtherCameras()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "r", Cameras = ["garden"], StartFrames = 1 });

        Assert.Empty(rules.Evaluate(Scene([Seen(1)]), s_start).ToArray());
    }

    [Fact]
    public void Rejects_LabelTheModelDoesNotKnow()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new Rule(new RuleOptions { Name = "r", Labels = ["unicorn"] }, s_labels));

        Assert.Contains("unicorn", error.Message, StringComparison.Ordinal);
    }

    [Property(MaxTest = 300, Replay = "4711,815")]
    public void PairsStartsAndEnds_AndCountsExactly_ForAnyMatches(int seed)
    {
        var random = new Random(seed);
        int window = random.Next(1, 65);
        var options = new RuleOptions
        {
            Name = "r",
            StartWindow = window,
            StartFrames = random.Next(1, window + 1),
            EndAfter = TimeSpan.FromMilliseconds(100 * random.Next(12)),
        };
        RuleEngine rules = Engine(options);
        double density = random.NextDouble();
        Moment now = s_start;
        var history = new List<bool>();
        Guid? open = null;
        Moment lastMatch = default;

        for (int frame = 0; frame < 300; frame++)
        {
            now = now.Plus(TimeSpan.FromMilliseconds(random.Next(1, 200)));
            bool lost = random.Next(60) == 0;
            bool match = !lost && random.NextDouble() < density;
            VisionEvent[] events = lost
                ? rules.CameraLost(now).ToArray()
                : rules.Evaluate(Scene(match ? [Seen(random.Next(3))] : []), now).ToArray();

            history.Add(match);
            if (match)
                lastMatch = now;
            bool starts = open is null && !lost && match && history.TakeLast(window).Count(one => one) >= options.StartFrames;
            bool ends = open is not null && (lost || (!match && now.Since(lastMatch) >= options.EndAfter));

            Assert.Equal(starts, events.Any(e => e.Kind == VisionEventKind.Start));
            Assert.Equal(ends, events.Any(e => e.Kind == VisionEventKind.End));
            Assert.True(events.Length <= 1);
            if (events is [{ Kind: not VisionEventKind.Start } later])
                Assert.Equal(open, later.Id);
            if (starts)
                open = events[0].Id;
            if (ends)
                open = null;
            if (ends || lost)
                history.Clear();
        }
    }

    [Fact]
    public void Ignores_AnObjectThatIsTooSmall()
    {
        // Seen(1) covers 100 × 300 of 640 × 480 pixels, 0.0977 of the picture.
        RuleEngine large = Engine(new RuleOptions { Name = "r", MinimumArea = 0.098f, StartFrames = 1, StartWindow = 1 });
        RuleEngine small = Engine(new RuleOptions { Name = "r", MinimumArea = 0.097f, StartFrames = 1, StartWindow = 1 });

        Assert.Empty(large.Evaluate(Scene([Seen(1)]), s_start).ToArray());
        Assert.Equal(0.0977f, Assert.Single(small.Evaluate(Scene([Seen(1)]), s_start).ToArray()).Subject.Area, 1e-4f);
    }

    [Fact]
    public void AllocatesNothing_WhateverHappens()
    {
        RuleEngine rules = Engine(new RuleOptions { Name = "a", StartFrames = 1, StartWindow = 1, EndAfter = TimeSpan.Zero }, new RuleOptions { Name = "b" });
        Track[] tracks = [Seen(1), Seen(2)];
        Moment now = s_start;
        Evaluate(500);

        long allocated = Allocated.By(() => Evaluate(1500));

        Assert.Equal(0, allocated);

        void Evaluate(int frames)
        {
            for (int frame = 0; frame < frames; frame++)
            {
                now = now.Plus(TimeSpan.FromMilliseconds(100));
                rules.Evaluate(Scene(tracks.AsSpan(0, frame % 3)), now);
            }
        }
    }

    private Moment _now = s_start;

    private VisionEvent[] Step(RuleEngine rules, bool match, double seconds)
    {
        _now = _now.Plus(TimeSpan.FromSeconds(seconds));
        return rules.Evaluate(Scene(match ? [Seen(1)] : []), _now).ToArray();
    }

    private static Scene Scene(ReadOnlySpan<Track> tracks) => new() { Width = Width, Height = Height, Tracks = tracks };

    private static RuleEngine Engine(params RuleOptions[] rules) => new("door", rules.Select(rule => new Rule(rule, s_labels)), s_labels);

    private static Track Seen(long id) => new(id, 0, 0.9f, new BoundingBox(100, 100, 200, 400), 1, 0, s_start, s_start);
}
