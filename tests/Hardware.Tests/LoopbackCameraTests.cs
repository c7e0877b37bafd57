using System.Diagnostics;
using EdgeVision.Camera.V4L2;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>A camera that is a program's pictures: the program may start late, hang, end and come back.</summary>
public sealed class LoopbackCameraTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private static readonly byte[] s_picture = ColorBars.Yuyv(320, 240, ColorBars.ThreeQuarters);
    private readonly LoopbackCamera _loopback = new();

    public void Dispose()
    {
        _loopback.Dispose();
        Assert.Equal(VideoFiles.None, VideoFiles.OfThisProcess);
    }

    [VmFact]
    public void AFeeder_IsWaitedForAndMayEndAndComeBack()
    {
        using FrameReader reader = new(new V4L2Options { Path = LoopbackCamera.Path, SilenceLimit = TimeSpan.FromSeconds(1) });
        reader.WaitForTrouble("gives no pictures as long as no program writes any into it", s_limit);
        for (int round = 0; round < 3; round++)
        {
            _loopback.Feed("YUYV", 320, 240, s_picture);
            reader.WaitForFrames(3, s_limit);
            Assert.Equal(round, reader.Statistics.Reopened);

            _loopback.Starve();
            reader.WaitForTrouble("", s_limit);
        }
    }

    [VmFact]
    public void AFeederThatHangs_IsNoticedByItsSilence()
    {
        _loopback.Feed("YUYV", 320, 240, s_picture);
        using FrameReader reader = new(new V4L2Options { Path = LoopbackCamera.Path, SilenceLimit = TimeSpan.FromSeconds(1) });
        reader.WaitForFrames(3, s_limit);

        _loopback.Freeze();
        TimeSpan noticed = reader.WaitForTrouble("gave no whole frame for 1 s", s_limit);
        _loopback.Thaw();

        reader.WaitForFrameAfter(Stopwatch.GetTimestamp(), s_limit);
        Assert.True(reader.Statistics.Reopened >= 1);
        Console.WriteLine($"  silence noticed after {noticed.TotalSeconds:F1} s of 1");
    }
}
