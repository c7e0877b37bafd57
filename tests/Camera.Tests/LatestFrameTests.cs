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

        using Frame? frame = _latest.Take(CancellationToken.None);

        Assert.Equal(2, frame!.Sequence);
        Assert.Equal(1, _latest.Dropped);
        Assert.Equal(1, _frames.Returned);
        Assert.False(_latest.TryTake(out _));
    }

    [Fact]
    public void Gives_TheLastFrameBeforeTheEnd()
    {
        _latest.Offer(Lend(1));
        _latest.Complete();

        Assert.Equal(1, _latest.Take(CancellationToken.None)!.Sequence);
        Assert.Null(_latest.Take(CancellationToken.None));
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
    public async Task Wakes_AWaiterThatIsAskedToStop()
    {
        using CancellationTokenSource stopping = new();

        Task<Frame?> waiting = Task.Run(() => _latest.Take(stopping.Token));
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(s_deadline));
    }

    [Fact]
    public async Task Wakes_AWaiterAtTheEnd()
    {
        Task<Frame?> waiting = Task.Run(() => _latest.Take(CancellationToken.None));
        _latest.Complete();

        Assert.Null(await waiting.WaitAsync(s_deadline));
    }

    [Fact]
    public async Task Loses_NoFrameUnderTwoThreads()
    {
        const int Offered = 50_000;
        using CancellationTokenSource stopping = new(s_deadline);

        Task<(long Taken, bool Ordered)> reading = Task.Run(() =>
        {
            long taken = 0, last = -1;
            bool ordered = true;
            while (_latest.Take(stopping.Token) is { } frame)
            {
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
        (long taken, bool ordered) = await reading;

        Assert.True(ordered);
        Assert.Equal(Offered, taken + _latest.Dropped);
        Assert.Equal(Offered, _frames.Returned);
    }

    [Fact]
    public void Allocates_NothingWhileWaitingForFrames()
    {
        using CancellationTokenSource stopping = new(s_deadline);
        Frame[] frames = [.. Enumerable.Range(0, 400).Select(i => Lend(i))];
        using Semaphore wanted = new(0, int.MaxValue);
        Thread capture = new(() =>
        {
            foreach (Frame frame in frames)
            {
                wanted.WaitOne();
                Thread.Yield();
                _latest.Offer(frame);
            }
        });
        capture.Start();

        int taken = 0;
        Take(100);
        long allocated = Allocated.By(() => Take(30));
        Take(frames.Length - taken);
        capture.Join();

        Assert.Equal(0, allocated);

        void Take(int count)
        {
            for (int end = taken + count; taken < end; taken++)
            {
                wanted.Release();
                _latest.Take(stopping.Token)!.Dispose();
            }
        }
    }

    private Frame Lend(long sequence) => _frames.Lend(s_format, [0], sequence);
}
