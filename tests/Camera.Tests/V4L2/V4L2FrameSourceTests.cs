using System.Diagnostics;
using EdgeVision.Camera.V4L2;
using EdgeVision.Camera.V4L2.Interop;
using EdgeVision.Linux;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Tests;
using EdgeVision.TestKit;

namespace EdgeVision.Camera.Tests.V4L2;

public sealed class V4L2FrameSourceTests : IDisposable
{
    private const string Path = "/dev/video0";
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(20));
    private readonly FakeVideoNodes _nodes = new();
    private readonly FakeCamera _camera = new();

    public V4L2FrameSourceTests() => _nodes.Plug(Path, _camera);

    public void Dispose()
    {
        Assert.Equal(0, _nodes.OpenDescriptors);
        Assert.Equal(0, _nodes.Mappings);
        _nodes.Dispose();
        _deadline.Dispose();
    }

    [Fact]
    public void Reads_FramesWithFormatAndNumber()
    {
        using V4L2FrameSource source = Source();

        for (int i = 0; i < 10; i++)
        {
            using Frame frame = Read(source);
            Assert.Equal(i, frame.Sequence);
            Assert.Equal(FrameFormat.Packed(PixelFormat.Grey, 4, 2), frame.Format);
            Assert.Equal(Enumerable.Repeat((byte)i, 8), frame.Bytes.ToArray());
        }

        Assert.Equal(new CaptureStatistics(10, 0, 0, 0), source.Statistics);
        Assert.Equal("/dev/video0 (Fake Camera), 4×2 Grey", source.Description);
        Assert.Null(((IFrameSource)source).Error);
    }

    [Fact]
    public void Waits_ForACameraAnotherProgramHolds()
    {
        _camera.FailNext(V4L2Request.SetFormat, Errno.EBUSY, Errno.EBUSY);
        List<string?> errors = [];
        using V4L2FrameSource source = Source();
        _camera.Script = number =>
        {
            errors.Add(((IFrameSource)source).Error);
            return [new FakeFrame(number)];
        };

        Read(source).Dispose();

        Assert.StartsWith(
            "VIDIOC_S_FMT on /dev/video0 failed: Device or resource busy (errno 16). Another program uses", errors[0], StringComparison.Ordinal);
        Assert.Equal(3, _nodes.Opened);
        Assert.Null(((IFrameSource)source).Error);
        Assert.Equal(0, source.Statistics.Reopened);
    }

    [Fact]
    public void Waits_ForACameraThatIsNotThereYet()
    {
        _nodes.OpenFailures.Enqueue(Errno.ENOENT);
        _nodes.OpenFailures.Enqueue(Errno.EACCES);
        using V4L2FrameSource source = Source();

        using Frame frame = Read(source);

        Assert.Equal(0, frame.Sequence);
    }

    [Theory]
    [InlineData(V4L2Constants.CapabilityVideoOutput | V4L2Constants.CapabilityStreaming)]
    [InlineData(V4L2Constants.CapabilityStreaming)]
    public void Waits_ForAProgramThatFeedsALoopbackNode(uint capabilities)
    {
        _nodes.Plug(Path, new FakeCamera { Driver = "v4l2 loopback", Capabilities = capabilities });
        using V4L2FrameSource source = Source();

        using Frame frame = Read(source, whileWaiting: () =>
        {
            Assert.Equal("/dev/video0 (Fake Camera) gives no pictures as long as no program writes any into it.", source.Error);
            _nodes.Plug(Path, _camera);
        });

        Assert.Equal(0, frame.Sequence);
    }

    [Fact]
    public void Comes_BackAfterHundredUnplugsOnOtherNumbersAndLeaksNothing()
    {
        const int Rounds = 100;
        _camera.Script = number => number % 4 == 3 ? null : [new FakeFrame(number)];
        using V4L2FrameSource source = Source();
        string path = Path;

        for (int round = 1; round <= Rounds; round++)
        {
            for (int i = 0; i < 3; i++)
                Read(source).Dispose();
            string next = $"/dev/video{round % 3}";
            Frame held = Read(source, whileWaiting: () =>
            {
                _nodes.Unplug(path);
                _nodes.Plug(next, _camera);
                path = next;
            });
            held.Dispose();
            _camera.Polls = 0;
            Assert.Equal(1, _nodes.OpenDescriptors);
            Assert.Equal(4, _nodes.Mappings);
        }

        Assert.Equal(Rounds, source.Statistics.Reopened);
        Assert.Equal(Rounds * 4, source.Statistics.Delivered);
    }

    [Theory]
    [InlineData(Errno.ENODEV)]
    [InlineData(Errno.EIO)]
    [InlineData(Errno.EPIPE)]
    [InlineData(Errno.EINVAL)]
    public void Reopens_WhenDequeueingFails(int errno)
    {
        using V4L2FrameSource source = Source();
        Read(source).Dispose();
        _camera.FailNext(V4L2Request.DequeueBuffer, errno);

        Read(source).Dispose();

        Assert.Equal(1, source.Statistics.Reopened);
        Assert.Equal(2, _nodes.Opened);
    }

    [Fact]
    public void Reopens_WhenTheDriverTakesNoBufferBack()
    {
        using V4L2FrameSource source = Source();
        _camera.GrantAtMost = 1;
        Frame frame = Read(source);
        _camera.FailNext(V4L2Request.QueueBuffer, Errno.EIO);
        frame.Dispose();

        Read(source).Dispose();

        Assert.Equal(1, source.Statistics.Reopened);
    }

    [Fact]
    public void Reopens_ASilentCamera()
    {
        using V4L2FrameSource source = Source(silence: TimeSpan.FromMilliseconds(60));
        Read(source).Dispose();
        _camera.IsSilent = true;

        Read(source, whileWaiting: () => _camera.IsSilent = false).Dispose();

        Assert.Equal(1, source.Statistics.Reopened);
    }

    [Fact]
    public void Tries_TheNextFormatWhenTwoOpeningsGiveNoFrame()
    {
        FakeCamera camera = new() { Modes = [(V4L2PixelFormats.Yuyv, 4, 2, [30]), (V4L2PixelFormats.Grey, 4, 2, [30])] };
        camera.SilentFormats.Add(V4L2PixelFormats.Yuyv);
        _nodes.Plug(Path, camera);
        using V4L2FrameSource source = Source(silence: TimeSpan.FromMilliseconds(60));

        using Frame frame = Read(source);

        Assert.Equal(PixelFormat.Grey, frame.Format.Pixels);
        Assert.Equal(3, _nodes.Opened);
    }

    [Fact]
    public void Tries_TheNextFormatWhenTheBusHasNoRoom()
    {
        FakeCamera camera = new() { Modes = [(V4L2PixelFormats.Yuyv, 4, 2, [30]), (V4L2PixelFormats.Grey, 4, 2, [30])] };
        camera.FailNext(V4L2Request.StreamOn, Errno.ENOSPC, Errno.ENOSPC);
        _nodes.Plug(Path, camera);
        using V4L2FrameSource source = Source();

        using Frame frame = Read(source);

        Assert.Equal(PixelFormat.Grey, frame.Format.Pixels);
    }

    [Fact]
    public void Turns_WhileTheCameraIsSilentAndWhileItIsAway()
    {
        int turns = 0;
        using V4L2FrameSource source = Source(silence: TimeSpan.FromMilliseconds(60));
        source.Heartbeat = () => Interlocked.Increment(ref turns);
        _camera.IsSilent = true;
        int whileSilent = 0, whileAway = 0;

        Read(source, whileWaiting: () =>
        {
            whileSilent = Volatile.Read(ref turns);
            _nodes.Unplug(Path);
            Assert.True(SpinWait.SpinUntil(() => source.Error?.Contains("no whole frame", StringComparison.Ordinal) == false, TimeSpan.FromSeconds(10)));
            int before = Volatile.Read(ref turns);
            Assert.True(SpinWait.SpinUntil(() => (whileAway = Volatile.Read(ref turns) - before) > 3, TimeSpan.FromSeconds(10)));
            _camera.IsSilent = false;
            _nodes.Plug(Path, _camera);
        }).Dispose();

        Assert.True(whileSilent > 0, "no turn while silent");
        Assert.True(whileAway > 3, "no turn while away");
    }

    [Fact]
    public void Skips_FramesWithTheErrorFlagEmptyOrCutShort()
    {
        _camera.Script = number => number switch
        {
            0 => [new FakeFrame(0, V4L2Constants.BufferError)],
            1 => [new FakeFrame(1, BytesUsed: 0)],
            2 => [new FakeFrame(2, BytesUsed: 7)],
            3 => [new FakeFrame(3, BytesUsed: uint.MaxValue)],
            _ => [new FakeFrame(number)],
        };
        using V4L2FrameSource source = Source();

        using Frame frame = Read(source);

        Assert.Equal(4, frame.Bytes[0]);
        Assert.Equal(new CaptureStatistics(1, 0, 4, 0), source.Statistics);
    }

    [Fact]
    public void Skips_JpegFramesWithoutTheirEnd()
    {
        byte[] jpeg = TestPictures.Jpeg(64, 48);
        FakeCamera camera = new() { Modes = [(V4L2PixelFormats.MotionJpeg, 64, 48, [30])] };
        camera.Script = number => number switch
        {
            0 => [new FakeFrame(0, Bytes: jpeg[..^50])],
            1 => [new FakeFrame(1, Bytes: [0, .. jpeg])],
            _ => [new FakeFrame(number, Bytes: [.. jpeg, 0, 0, 0, 0])],
        };
        _nodes.Plug(Path, camera);
        using V4L2FrameSource source = Source();
        using FrameDecoder decoder = new();

        using Frame frame = Read(source);

        Assert.Equal(new CaptureStatistics(1, 0, 2, 0), source.Statistics);
        Assert.True(decoder.TryDecode(frame, 0, 0, out ImageView view), decoder.Error);
        Assert.Equal((64, 48), (view.PictureWidth, view.PictureHeight));
    }

    [Fact]
    public void Takes_TheNewestOfSeveralReadyFrames()
    {
        FakeFrame[] atOnce = [new(0), new(1), new(2, V4L2Constants.BufferError), new(3)];
        _camera.Script = number => number == 0 ? atOnce : [new FakeFrame(number + 3)];
        using V4L2FrameSource source = Source();

        using Frame first = Read(source);
        using Frame second = Read(source);

        Assert.Equal((3, 4), (first.Bytes[0], second.Bytes[0]));
        Assert.Equal(new CaptureStatistics(2, 2, 1, 0), source.Statistics);
    }

    [Fact]
    public void Counts_FramesTheDriverLostAlsoOverTheWrapOfItsNumbers()
    {
        uint[] sequences = [uint.MaxValue - 1, uint.MaxValue, 0, 4, 4, 5, 0];
        _camera.Script = number => [new FakeFrame(number, Sequence: number < sequences.Length ? sequences[number] : 0)];
        using V4L2FrameSource source = Source();
        List<long> numbers = [];

        for (int i = 0; i < sequences.Length; i++)
        {
            using Frame frame = Read(source);
            numbers.Add(frame.Sequence);
        }

        Assert.Equal([0, 1, 2, 6, 7, 8, 9], numbers);
        Assert.Equal(3, source.Statistics.Dropped);
    }

    [Fact]
    public void Honours_TheSizeAndStrideTheDriverAnswers()
    {
        _camera.ForcedSize = (6, 3);
        _camera.LinePadding = 10;
        using V4L2FrameSource source = Source();

        using Frame frame = Read(source);

        Assert.Equal(new FrameFormat(PixelFormat.Grey, 6, 3, 16), frame.Format);
        Assert.Equal(48, frame.Bytes.Length);
    }

    [Fact]
    public void LeavesOut_TheColumnWhosePairADriverCutsOff()
    {
        _nodes.Plug(Path, new FakeCamera { Modes = [(V4L2PixelFormats.Yuyv, 4, 2, [30])], ForcedSize = (5, 2) });
        using V4L2FrameSource source = Source();

        using Frame frame = Read(source);

        Assert.Equal(new FrameFormat(PixelFormat.Yuyv, 4, 2, 10), frame.Format);
        Assert.Equal(20, frame.Bytes.Length);
    }

    [Fact]
    public void Tries_TheNextFormatWhenTheDriversFramesAreTooSmallForTheirSize()
    {
        FakeCamera camera = new() { Modes = [(V4L2PixelFormats.Nv12, 4, 2, [30]), (V4L2PixelFormats.Grey, 4, 2, [30])] };
        _nodes.Plug(Path, camera);
        List<string?> errors = [];
        using V4L2FrameSource source = Source();
        camera.Script = number =>
        {
            errors.Add(source.Error);
            return [new FakeFrame(number)];
        };

        using Frame frame = Read(source);

        Assert.Equal(PixelFormat.Grey, frame.Format.Pixels);
        Assert.Equal("/dev/video0 (Fake Camera) sends 4×2 NV12 in 8 bytes where that takes 12; choose another size or format.", errors[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Lives_WithFewerBuffersThanAskedFor(int granted)
    {
        _camera.GrantAtMost = (uint)granted;
        using V4L2FrameSource source = Source();

        for (int i = 0; i < 10; i++)
        {
            using Frame frame = Read(source);
            Assert.Equal(i, frame.Bytes[0]);
            Assert.Equal(granted, _nodes.Mappings);
        }
    }

    [Fact]
    public void Repeats_InterruptedCalls()
    {
        _camera.InterruptsEveryThirdCall = true;
        _nodes.OpenFailures.Enqueue(Errno.EINTR);
        using V4L2FrameSource source = Source();

        for (int i = 0; i < 10; i++)
            Read(source).Dispose();

        Assert.Equal(new CaptureStatistics(10, 0, 0, 0), source.Statistics);
        Assert.Equal(1, _nodes.Opened);
    }

    [Fact]
    public void Keeps_TheMemoryOfALentFrameUntilItReturns()
    {
        V4L2FrameSource source = Source();
        Read(source).Dispose();
        Frame lent = Read(source);

        source.Dispose();

        Assert.Equal(1, _nodes.Mappings);
        Assert.Equal(1, lent.Bytes[0]);
        lent.Dispose();
        Assert.Equal(0, _nodes.Mappings);
    }

    [Fact]
    public async Task Waits_WhileTheReaderHoldsEveryBuffer()
    {
        using V4L2FrameSource source = Source(silence: TimeSpan.FromMilliseconds(60));
        Frame[] all = [Read(source), Read(source), Read(source), Read(source)];

        Task<Frame> fifth = Task.Run(() => Read(source));
        Task first = await Task.WhenAny(fifth, Task.Delay(200));
        bool waited = first != fifth;
        foreach (Frame frame in all)
            frame.Dispose();
        (await fifth).Dispose();

        Assert.True(waited);
        Assert.Equal(0, source.Statistics.Reopened);
    }

    [Fact]
    public async Task Stops_SoonWhileTheCameraIsSilent()
    {
        _camera.IsSilent = true;
        using CancellationTokenSource stopping = new();
        using V4L2FrameSource source = Source(silence: TimeSpan.FromSeconds(60));

        Task<Frame?> reading = Task.Run(() => source.Read(stopping.Token));
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Tells_WhenTheLightFell()
    {
        TimeSpan age = TimeSpan.FromMilliseconds(40);
        _camera.Script = number => [new FakeFrame(number, Timestamp: Stopwatch.GetElapsedTime(0) - age)];
        using V4L2FrameSource source = Source();

        using Frame frame = Read(source);

        Assert.InRange(DateTimeOffset.UtcNow - frame.CapturedAt, age - TimeSpan.FromMilliseconds(1), age + TimeSpan.FromSeconds(5));
        Assert.InRange(Stopwatch.GetElapsedTime(frame.CapturedTimestamp), age - TimeSpan.FromMilliseconds(1), age + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Refuses_AnotherCameraThatTookTheNumber()
    {
        using V4L2FrameSource source = Source();
        Read(source).Dispose();
        _nodes.Unplug(Path);
        _nodes.Plug(Path, new FakeCamera { Card = "Other Camera", Script = _ => [new FakeFrame(99)] });

        using Frame frame = Read(source, whileWaiting: () => _nodes.Plug("/dev/video5", _camera));

        Assert.NotEqual(99, frame.Bytes[0]);
        Assert.StartsWith("/dev/video5 (Fake Camera)", source.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Waits_ForItsOwnLinkWhileATwinIsElsewhere()
    {
        const string Link = "/dev/v4l/by-path/usb-1.2-video-index0";
        _nodes.Plug(Link, _camera);
        using V4L2FrameSource source = Source(path: Link);
        Read(source).Dispose();
        _nodes.Plug("/dev/video5", new FakeCamera { Bus = "usb-1.3", Script = _ => [new FakeFrame(99)] });
        _nodes.Unplug(Path);
        _nodes.Unplug(Link);

        using Frame frame = Read(source, whileWaiting: () =>
        {
            Assert.True(SpinWait.SpinUntil(() => source.Error == $"The camera Fake Camera of {Link} is gone from usb-1.2.", TimeSpan.FromSeconds(10)));
            _nodes.Plug(Link, _camera);
        });

        Assert.NotEqual(99, frame.Bytes[0]);
    }

    [Fact]
    public void Allocates_NothingAFrame()
    {
        FakeFrame[] always = [new FakeFrame(7)];
        _camera.Script = _ => always;
        using V4L2FrameSource source = Source();
        for (int i = 0; i < 50; i++)
            source.Read(_deadline.Token)!.Dispose();

        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 500; i++)
                source.Read(_deadline.Token)!.Dispose();
        });

        Assert.Equal(0, allocated);
    }

    private V4L2FrameSource Source(TimeSpan? silence = null, string path = Path) => new(
        new V4L2Options
        {
            Path = path,
            FirstPause = TimeSpan.FromMilliseconds(1),
            MaxPause = TimeSpan.FromMilliseconds(4),
            SilenceLimit = silence ?? TimeSpan.FromSeconds(10),
        },
        _nodes,
        TimeProvider.System);

    private Frame Read(V4L2FrameSource source) => source.Read(_deadline.Token)!;

    /// <summary>Reads on a thread of its own and acts as soon as the source is in trouble.</summary>
    private Frame Read(V4L2FrameSource source, Action whileWaiting)
    {
        Frame? frame = null;
        Thread reading = new(() => frame = source.Read(_deadline.Token));
        reading.Start();
        Assert.True(SpinWait.SpinUntil(() => source.Error is not null || frame is not null, TimeSpan.FromSeconds(10)));
        whileWaiting();
        reading.Join();
        return frame!;
    }
}
