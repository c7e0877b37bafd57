using System.Diagnostics;
using EdgeVision.Camera.V4L2;
using EdgeVision.Hardware.Tests.Guest;
using EdgeVision.TestKit;

namespace EdgeVision.Hardware.Tests;

/// <summary>A camera that is a program's pictures: the program may start late, hang, end and come back.</summary>
public sealed class LoopbackCameraTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private static readonly V4L2Options s_options = new() { Path = LoopbackFeed.Device, SilenceLimit = TimeSpan.FromSeconds(1) };
    private readonly TemporaryFolder _folder = new();

    public LoopbackCameraTests() => File.WriteAllBytes(Picture, ColorBars.Yuyv(Photograph.Width, Photograph.Height, ColorBars.ThreeQuarters));

    private string Picture => _folder.PathTo("bars.yuyv");

    public void Dispose()
    {
        _folder.Dispose();
        Assert.Equal(VideoFiles.None, VideoFiles.OfThisProcess);
    }

    [VmFact]
    public void AFeeder_IsWaitedForAndMayEndAndComeBack()
    {
        using FrameReader reader = new(s_options);
        reader.WaitForTrouble("gives no pictures as long as no program writes any into it", s_limit);
        for (int round = 0; round < 3; round++)
        {
            using (new LoopbackFeed("YUYV", Picture))
            {
                reader.WaitForFrames(3, s_limit);
                Assert.Equal(round, reader.Statistics.Reopened);
            }

            reader.WaitForTrouble("gives no pictures as long as no program writes any into it", s_limit);
        }
    }

    [VmFact]
    public void AFeederThatHangs_IsNoticedByItsSilence()
    {
        using LoopbackFeed feed = new("YUYV", Picture);
        using FrameReader reader = new(s_options);
        reader.WaitForFrames(3, s_limit);

        feed.Freeze();
        TimeSpan noticed = reader.WaitForTrouble("gave no whole frame for 1 s", s_limit);
        feed.Thaw();

        reader.WaitForFrameAfter(Stopwatch.GetTimestamp(), s_limit);
        Assert.True(reader.Statistics.Reopened >= 1);
        Console.WriteLine($"  silence noticed after {noticed.TotalSeconds:F1} s of 1");
    }
}
