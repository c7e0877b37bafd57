using EdgeVision.Pixels;
using EdgeVision.TestKit;

namespace EdgeVision.Camera.Tests;

public sealed class LatestFrameTests : IDisposable
{
    private static readonly FrameFormat s_format = FrameFormat.Packed(PixelFormat.Grey, 1, 1);
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);
    private readonly LentFrames _frames = new();
    private readonly LatestFrame _latest = new();

    public void Dispose()
    {
        _latest.Dispose();
        _frames.Dispose();
    }

    [Fact]
    public void Gives_TheNewestAndReturnsTheOlder()
    {
        _latest.Offer(Lend(1));
        _latest.Offer(Lend(2));

        Assert.True(_latest.TryTake(out Frame? frame));
        using Frame taken = frame;
        Assert.Equal(2, taken.Sequence);
        Assert.Equal(1, _latest.Dropped);
        Assert.Equal(1, _frames.Returned);
        Assert.False(_latest.TryTake(out _));
    }

    [Fact]
    public void Gives_TheLastFrameBeforeTheEnd()
    {
        _latest.Offer(Lend(1));
        _latest.Complete();

        Assert.True(_latest.TryTake(out Frame? frame));
        Assert.Equal(1, frame.Sequence);
        Assert.False(_latest.TryTake(out _));
    }

    [Fact]
    public void Returns_FramesOfferedAfterTheEndOrLeftBehind()
    {
        _latest.Offer(Lend(1));
        _latest.Dispose();
        _latest.Offer(Lend(2));

        Assert.Equal(2, _frames.Returned);
    }

    [Fact]
    public async Task Loses_NoFrameUnderTwoThreads()
    {
        const int Offered = 50_000;
        bool complete = false;

        Task<(long Taken, bool Ordered)> reading = Task.Run(() =>
        {
            long taken = 0, last = -1;
            bool ordered = true;
            while (true)
            {
                bool isLast = Volatile.Read(ref complete);
                if (!_latest.TryTake(out Frame? frame))
                {
                    if (isLast)
                        break;
                    Thread.Yield();
                    continue;
                }

                ordered &= frame.Sequence > last;
                last = frame.Sequence;
                taken++;
                frame.Dispose();
            }

            return (taken, ordered && last == Offered - 1);
        });
        for (int i = 0; i < Offered; i++)
            _latest.Offer(Lend(i));
        _latest.Complete();
        Volatile.Write(ref complete, true);
        (long taken, bool ordered) = await reading.WaitAsync(s_deadline);

        Assert.True(ordered);
        Assert.Equal(Offered, taken + _latest.Dropped);
        Assert.Equal(Offered, _frames.Returned);
    }

    [Fact]
    public void Allocates_NothingWhileFramesPass()
    {
        Frame[] frames = [.. Enumerable.Range(0, 400).Select(i => Lend(i))];
        int passed = 0;
        Pass(100);

        long allocated = Allocated.By(() => Pass(30));

        Pass(frames.Length - passed);
        Assert.Equal(0, allocated);

        void Pass(int count)
        {
            for (int end = passed + count; passed < end; passed++)
            {
                _latest.Offer(frames[passed]);
                Assert.True(_latest.TryTake(out Frame? frame));
                frame.Dispose();
            }
        }
    }

    private Frame Lend(long sequence) => _frames.Lend(s_format, [0], sequence);
}
