using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Tracking;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

public sealed class FrameRhythmTests
{
    private static readonly Moment s_start = new(DateTimeOffset.UnixEpoch, TimeSpan.FromHours(100));

    [Theory]
    [InlineData(30.0, 5)]
    [InlineData(0.5, 6)]
    [InlineData(0.1, 30)]
    public void AConfiguredRate_CountsThreeFramesAndAtLeastFiveSeconds(double fps, double seconds)
    {
        FrameRhythm rhythm = FrameRhythm.At(fps);
        Give(rhythm, count: 100, every: 20);

        Assert.Equal(TimeSpan.FromSeconds(seconds), rhythm.Silence);
    }

    [Fact]
    public void APaceOfOneFrameInSevenSeconds_IsLearnedAndNeverTakenForALoss()
    {
        FrameRhythm rhythm = FrameRhythm.At(null);
        for (int frame = 0; frame < 20; frame++)
        {
            rhythm.Note(s_start.Plus(TimeSpan.FromSeconds(7 * frame)));
            Assert.True(rhythm.Silence > TimeSpan.FromSeconds(7), $"After frame {frame} {rhythm.Silence} of silence were a loss.");
        }

        Assert.Equal(TimeSpan.FromSeconds(21), rhythm.Silence);
    }

    [Fact]
    public void AFastCamera_IsMissedAfterFiveSeconds()
    {
        FrameRhythm rhythm = FrameRhythm.At(null);
        Give(rhythm, count: 5, every: 0.1);

        Assert.Equal(TimeSpan.FromSeconds(5), rhythm.Silence);
    }

    [Fact]
    public void APause_IsForgottenAfterSomeFrames()
    {
        FrameRhythm rhythm = FrameRhythm.At(null);
        Moment next = Give(rhythm, count: 5, every: 0.1).Plus(TimeSpan.FromSeconds(20));
        rhythm.Note(next);
        TimeSpan justAfter = rhythm.Silence;
        for (int i = 1; i <= 30; i++)
            rhythm.Note(next.Plus(TimeSpan.FromSeconds(0.1 * i)));

        Assert.Equal(TimeSpan.FromSeconds(60), justAfter);
        Assert.Equal(TimeSpan.FromSeconds(5), rhythm.Silence);
    }

    [Fact]
    public void ALongLoss_TeachesNothing()
    {
        FrameRhythm rhythm = FrameRhythm.At(null);
        Moment next = Give(rhythm, count: 5, every: 0.1).Plus(TimeSpan.FromHours(1));
        rhythm.Note(next);

        Assert.Equal(TimeSpan.FromSeconds(5), rhythm.Silence);
    }

    private static Moment Give(FrameRhythm rhythm, int count, double every)
    {
        Moment at = s_start;
        for (int i = 0; i < count; i++)
        {
            at = s_start.Plus(TimeSpan.FromSeconds(i * every));
            rhythm.Note(at);
        }

        return at;
    }
}
