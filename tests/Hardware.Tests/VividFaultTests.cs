using System.Diagnostics;
using EdgeVision.Camera;
using EdgeVision.Camera.V4L2;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>What drivers do wrong, done on purpose by the kernel's test camera: counted, survived, and nothing of it left behind.</summary>
public sealed class VividFaultTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);
    private readonly Vivid _vivid = new();
    private readonly FrameReader _reader;
    private TimeSpan _earliest;
    private TimeSpan _latest;

    public VividFaultTests()
    {
        _reader = new FrameReader(new V4L2Options { Path = Vivid.Path, Width = 320, Height = 180, SilenceLimit = TimeSpan.FromSeconds(2) }, NoteAge);
        try
        {
            _reader.WaitForFrames(3, s_limit);
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _reader.WaitForFrames(3, s_limit);
            Assert.Null(_reader.Error);
            Assert.Equal(new VideoFiles(1, 4), VideoFiles.OfThisProcess);
        }
        finally
        {
            _reader.Dispose();
            _vivid.Dispose();
        }

        Assert.Equal(VideoFiles.None, VideoFiles.OfThisProcess);
    }

    [VmFact]
    public void Unbound_ComesBackWhenItIsBound()
    {
        for (int round = 1; round <= 3; round++)
        {
            Vivid.Unbind();
            _reader.WaitForTrouble("", s_limit);
            Eventually.True(() => VideoFiles.OfThisProcess == VideoFiles.None, s_limit, () => $"{VideoFiles.OfThisProcess}");
            Vivid.Bind();

            _reader.WaitForFrames(3, s_limit);
            Assert.Equal(round, _reader.Statistics.Reopened);
        }
    }

    [VmFact]
    public void FramesWithTheErrorFlag_AreCountedAndLeftOut()
    {
        for (int round = 1; round <= 5; round++)
        {
            Vivid.Press("inject_v4l2_buf_flag_error");
            Eventually.True(() => _reader.Statistics.Damaged == round, s_limit, () => $"{_reader.Statistics}");
        }

        Assert.Equal(0, _reader.Statistics.Reopened);
    }

    [VmFact]
    public void FatalErrors_ReopenTheCamera()
    {
        for (int round = 1; round <= 3; round++)
        {
            Vivid.Press("inject_fatal_streaming_error");
            Eventually.True(() => _reader.Statistics.Reopened == round, s_limit, () => $"{_reader.Statistics}");
        }
    }

    [VmFact]
    public void ADisconnect_ReopensTheCamera()
    {
        Vivid.Press("disconnect");

        Eventually.True(() => _reader.Statistics.Reopened == 1, s_limit, () => $"{_reader.Statistics} {_reader.Error}");
    }

    [VmTheory]
    [InlineData("inject_vidioc_reqbufs_error")]
    [InlineData("inject_vidioc_streamon_error")]
    public void RefusalsAtTheOpening_AreTriedAgain(string fault)
    {
        // Both come true at the next opening, which the fatal error brings about.
        Vivid.Set((fault, 1), ("inject_fatal_streaming_error", 1));

        Eventually.True(() => _reader.Statistics.Reopened == 1, s_limit, () => $"{_reader.Statistics} {_reader.Error}");
    }

    [VmFact]
    public void BuffersTheDriverDoesNotTakeBack_AreReplacedWhenNoneIsLeft()
    {
        for (int i = 0; i < 4; i++)
        {
            Vivid.Press("inject_vidioc_qbuf_error");
            _reader.WaitForFrames(3, s_limit);
        }

        Assert.InRange(_reader.Statistics.Reopened, 1, 4);
    }

    [VmFact]
    public void LostFrames_AreCounted()
    {
        long before = _reader.Statistics.Dropped;
        Vivid.Set(("percentage_of_dropped_buffers", 50));

        Eventually.True(() => _reader.Statistics.Dropped >= before + 10, s_limit, () => $"{_reader.Statistics}");
        Vivid.Set(("percentage_of_dropped_buffers", 0));
        Assert.Equal(0, _reader.Statistics.Reopened);
    }

    [VmFact]
    public void ACameraThatLosesEveryFrame_IsNoticedByItsSilence()
    {
        Vivid.Set(("percentage_of_dropped_buffers", 100));
        TimeSpan noticed = _reader.WaitForTrouble("gave no whole frame for 2 s", s_limit);
        Vivid.Set(("percentage_of_dropped_buffers", 0));

        _reader.WaitForFrames(3, s_limit);
        Assert.True(_reader.Statistics.Reopened >= 1);
        Console.WriteLine($"  silence noticed after {noticed.TotalSeconds:F1} s of 2");
    }

    [VmTheory]
    [InlineData("wrap_timestamp", 1)]
    [InlineData("wrap_timestamp", 2)]
    [InlineData("wrap_sequence_number", 1)]
    public void CountersThatWrap_MoveNeitherTheTimeOfCaptureNorTheCounts(string counter, int value)
    {
        // A counter begins just before its end at the next opening, which the fatal error brings about.
        Vivid.Set((counter, value), ("inject_fatal_streaming_error", 1));
        Eventually.True(() => _reader.Statistics.Reopened == 1, s_limit, () => $"{_reader.Statistics}");
        long dropped = _reader.Statistics.Dropped;
        (_earliest, _latest) = (TimeSpan.MaxValue, TimeSpan.MinValue);

        // Wraps after 32 frames.
        _reader.WaitForFrames(50, s_limit);

        Assert.InRange(_earliest, TimeSpan.Zero, s_limit);
        Assert.InRange(_latest, TimeSpan.Zero, s_limit);
        Assert.InRange(_reader.Statistics.Dropped - dropped, 0, 1000);
    }

    private void NoteAge(Frame frame)
    {
        TimeSpan age = Stopwatch.GetElapsedTime(frame.CapturedTimestamp);
        (_earliest, _latest) = (age < _earliest ? age : _earliest, age > _latest ? age : _latest);
    }
}
