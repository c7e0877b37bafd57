using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using EdgeVision.TestKit;
using FsCheck.Xunit;

namespace EdgeVision.EdgeAgent.Tests.Tracking;

public sealed class IouTrackerTests
{
    private static readonly Moment s_start = new(DateTimeOffset.UnixEpoch, TimeSpan.Zero);

    [Fact]
    public void KeepsId_WhileTheObjectMovesALittle()
    {
        var tracker = new IouTracker(new TrackingOptions());
        long first = tracker.Update([At(0, 0.9f, 100)], s_start)[0].Id;

        for (int frame = 1; frame <= 50; frame++)
        {
            ReadOnlySpan<Track> tracks = tracker.Update([At(0, 0.9f, 100 + (5 * frame))], Frame(frame));

            Track track = Assert.Single(tracks.ToArray());
            Assert.Equal((first, frame + 1, 0), (track.Id, track.Hits, track.Missed));
            Assert.Equal(100 + (5 * frame), track.Box.Left);
        }
    }

    [Fact]
    public void NeverJoinsDifferentLabels()
    {
        var tracker = new IouTracker(new TrackingOptions());
        tracker.Update([At(0, 0.9f, 100)], s_start);

        ReadOnlySpan<Track> tracks = tracker.Update([At(1, 0.9f, 100)], Frame(1));

        Assert.Equal(2, tracks.Length);
        Assert.Equal([1, 0], [tracks[0].Missed, tracks[1].Missed]);
    }

    [Fact]
    public void GivesTheLargestOverlapFirst_WhateverTheOrderOfDetections()
    {
        var tracker = new IouTracker(new TrackingOptions());
        tracker.Update([At(0, 0.9f, 100), At(0, 0.9f, 130)], s_start);

        ReadOnlySpan<Track> tracks = tracker.Update([At(0, 0.5f, 128), At(0, 0.5f, 95)], Frame(1));

        Assert.Equal([95f, 128f], tracks.ToArray().Select(track => track.Box.Left));
    }

    [Fact]
    public void Survives_AGapUpToLostAfter()
    {
        var tracker = new IouTracker(new TrackingOptions { LostAfter = TimeSpan.FromSeconds(1) });
        long id = tracker.Update([At(0, 0.9f, 100)], s_start)[0].Id;

        ReadOnlySpan<Track> during = tracker.Update([], s_start.Plus(TimeSpan.FromSeconds(1)));
        Assert.Equal((id, 1), (during[0].Id, during[0].Missed));
        Assert.Equal(id, tracker.Update([At(0, 0.9f, 100)], s_start.Plus(TimeSpan.FromSeconds(1)))[0].Id);
        Assert.Empty(tracker.Update([], s_start.Plus(TimeSpan.FromSeconds(2.1))).ToArray());
    }

    [Fact]
    public void GivesUpTheLongestUnseen_WhenFull()
    {
        var tracker = new IouTracker(new TrackingOptions());
        tracker.Update([At(0, 0.9f, -1000)], s_start);
        Detection[] crowd = [.. Enumerable.Range(0, IouTracker.Capacity + 50).Select(i => At(0, 0.9f, 200 * i))];

        ReadOnlySpan<Track> tracks = tracker.Update(crowd, Frame(1));

        Assert.Equal(IouTracker.Capacity, tracks.Length);
        Assert.DoesNotContain(tracks.ToArray(), track => track.Id == 1);
    }

    [Fact]
    public void IgnoresBoxesThatAreNotNumbers()
    {
        var tracker = new IouTracker(new TrackingOptions());
        Detection broken = new(0, 0.9f, new BoundingBox(float.NaN, 0, 10, 10));
        tracker.Update([broken], s_start);

        Assert.Equal(2, tracker.Update([broken], Frame(1)).Length);
    }

    [Property(MaxTest = 200, Replay = "4711,815")]
    public void KeepsItsPromises_OnAnyScene(int seed)
    {
        var random = new Random(seed);
        var options = new TrackingOptions();
        var tracker = new IouTracker(options);
        var seenIds = new Dictionary<long, int>();
        long newestId = 0;

        for (int frame = 0; frame < 60; frame++)
        {
            Detection[] detections = [.. Enumerable.Range(0, random.Next(12)).Select(_ => At(random.Next(3), random.NextSingle(), random.Next(400)))];
            Moment now = Frame(frame);

            Track[] tracks = tracker.Update(detections, now).ToArray();

            Assert.Equal(tracks.Select(track => track.Id).Order(), tracks.Select(track => track.Id));
            Assert.Equal(tracks.Length, tracks.Select(track => track.Id).Distinct().Count());
            Assert.Equal(detections.Length, tracks.Count(track => track.Missed == 0));
            foreach (Track track in tracks)
            {
                Assert.True(seenIds.TryAdd(track.Id, track.LabelIndex) ? track.Id > newestId : seenIds[track.Id] == track.LabelIndex);
                Assert.True(now.Since(track.LastSeen) <= options.LostAfter);
                if (track.Missed == 0)
                    Assert.Contains(new Detection(track.LabelIndex, track.Score, track.Box), detections);
            }

            newestId = Math.Max(newestId, tracks.Length == 0 ? 0 : tracks[^1].Id);
        }
    }

    [Fact]
    public void AllocatesNothing_InSteadyState()
    {
        var tracker = new IouTracker(new TrackingOptions());
        Detection[] detections = [.. Enumerable.Range(0, 20).Select(i => At(i % 3, 0.9f, 11 * i))];
        int frame = 0;
        for (; frame < 100; frame++)
            tracker.Update(detections.AsSpan(frame % 5), Frame(frame));

        long allocated = Allocated.By(() =>
        {
            for (int end = frame + 900; frame < end; frame++)
                tracker.Update(detections.AsSpan(frame % 5), Frame(frame));
        });

        Assert.Equal(0, allocated);
    }

    private static Moment Frame(int number) => s_start.Plus(TimeSpan.FromMilliseconds(100 * number));

    private static Detection At(int label, float score, float left) => new(label, score, new BoundingBox(left, 50, left + 60, 150));
}
