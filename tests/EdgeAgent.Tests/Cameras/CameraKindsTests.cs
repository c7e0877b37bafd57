using EdgeVision.Camera;
using EdgeVision.Camera.Pipe;
using EdgeVision.Camera.Replay;
using EdgeVision.Camera.V4L2;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.Pixels;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Cameras;

public sealed class CameraKindsTests
{
    [Fact]
    public void V4L2_TakesItsSettings()
    {
        var camera = new CameraOptions
        {
            Name = "a",
            Kind = CameraKind.V4L2,
            Device = "/dev/video7",
            Width = 1280,
            Height = 720,
            Fps = 15,
            Format = PixelFormat.Yuyv,
        };

        V4L2Options options = V4L2Camera.OptionsOf(camera);

        Assert.Equal(("/dev/video7", 1280, 720, 15.0), (options.Path, options.Width, options.Height, options.FramesPerSecond));
        Assert.Equal([PixelFormat.Yuyv], options.PixelFormats);
    }

    [Fact]
    public void V4L2_HasDefaults()
    {
        V4L2Options options = V4L2Camera.OptionsOf(new CameraOptions { Name = "a", Kind = CameraKind.V4L2, Device = "/dev/video0" });

        Assert.Equal((640, 480, 30.0), (options.Width, options.Height, options.FramesPerSecond));
        Assert.Null(options.PixelFormats);
    }

    [Fact]
    public void Replay_TakesItsSettings()
    {
        var camera = new CameraOptions { Name = "a", Kind = CameraKind.Replay, Path = "pictures", Fps = 2.5, Loop = false, Hold = 7 };

        ReplayOptions options = ReplayCamera.OptionsOf(camera);

        Assert.Equal(("pictures", 2.5, false, 7), (options.Path, options.FramesPerSecond, options.Loop, options.Hold));
    }

    [Fact]
    public void Replay_LoopsAtTenFramesASecondByDefault()
    {
        ReplayOptions options = ReplayCamera.OptionsOf(new CameraOptions { Name = "a", Kind = CameraKind.Replay, Path = "pictures" });

        Assert.Equal((10.0, true, 1), (options.FramesPerSecond, options.Loop, options.Hold));
    }

    [Fact]
    public void Pipe_TakesItsRawFormat()
    {
        var camera = new CameraOptions
        {
            Name = "a",
            Kind = CameraKind.Pipe,
            Command = ["rpicam-vid", "-o", "-"],
            Environment = ["A=b"],
            Width = 640,
            Height = 480,
            Format = PixelFormat.Yuv420,
        };

        PipeOptions options = PipeCamera.OptionsOf(camera);

        Assert.Equal(["rpicam-vid", "-o", "-"], options.Command);
        Assert.Equal(["A=b"], options.Environment);
        Assert.Equal(FrameFormat.Packed(PixelFormat.Yuv420, 640, 480), options.RawFormat);
        Assert.True(options.Restart);
    }

    [Fact]
    public void Pipe_OfJpegNeedsNoSize() =>
        Assert.Null(PipeCamera.OptionsOf(new CameraOptions { Name = "a", Kind = CameraKind.Pipe, Command = ["x"], Format = PixelFormat.Jpeg }).RawFormat);

    [Fact]
    public void EachKind_OpensItsSource()
    {
        using IFrameSource video = CameraKinds.Open(new CameraOptions { Name = "a", Kind = CameraKind.V4L2, Device = "/dev/video0" });
        using IFrameSource replay = CameraKinds.Open(new CameraOptions { Name = "a", Kind = CameraKind.Replay, Path = Repository.PathTo("samples") });
        using IFrameSource pipe = CameraKinds.Open(new CameraOptions { Name = "a", Kind = CameraKind.Pipe, Command = ["x"], Format = PixelFormat.Jpeg });

        using Frame? frame = replay.Read(CancellationToken.None);

        Assert.Equal("/dev/video0", video.Description);
        Assert.StartsWith(Repository.PathTo("samples") + ", ", replay.Description, StringComparison.Ordinal);
        Assert.NotNull(frame);
        Assert.IsType<PipeFrameSource>(pipe);
    }

    [Fact]
    public void TheRateOfAPipeThatIsNotTold_IsUnknown()
    {
        double?[] rates = [.. new[] { CameraKind.V4L2, CameraKind.Replay, CameraKind.Pipe }.Select(kind =>
            CameraKinds.RateOf(new CameraOptions { Name = "a", Kind = kind, Device = "/dev/video0", Path = "pictures", Command = ["x"] }))];

        Assert.Equal([30, 10, null], rates);
    }

    public static TheoryData<string> CamerasThatComeLater => ["v4l2", "replay", "pipe"];

    [Theory, MemberData(nameof(CamerasThatComeLater))]
    public async Task ACameraThatIsNotThere_IsWaitedForAndSaysWhatIsMissing(string kind)
    {
        CameraOptions absent = kind switch
        {
            "v4l2" => new CameraOptions { Name = "a", Kind = CameraKind.V4L2, Device = "/dev/null" },
            "replay" => new CameraOptions { Name = "a", Kind = CameraKind.Replay, Path = "/no/such/recording" },
            _ => new CameraOptions { Name = "a", Kind = CameraKind.Pipe, Command = ["/no/such/program"], Format = PixelFormat.Jpeg },
        };
        using var stopping = new CancellationTokenSource();
        using IFrameSource source = CameraKinds.Open(absent);

        Task<Frame?> reading = Task.Run(() => source.Read(stopping.Token));
        bool told = SpinWait.SpinUntil(() => source.Error is not null, TimeSpan.FromSeconds(20));
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.True(told);
        Assert.Contains(kind == "v4l2" ? "/dev/null is no camera" : "/no/such", source.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1, 30, 30)]
    [InlineData(0.5, 6, 10)]
    [InlineData(30.0, 3, 10)]
    [InlineData(null, 3, 10)]
    public void WaitsThreeFramesForASlowCamera(double? fps, double v4l2Seconds, double pipeSeconds)
    {
        var camera = new CameraOptions { Name = "slow", Kind = CameraKind.Pipe, Device = "/dev/video0", Command = ["sleep"], Fps = fps };

        Assert.Equal(TimeSpan.FromSeconds(v4l2Seconds), V4L2Camera.OptionsOf(camera).SilenceLimit);
        Assert.Equal(TimeSpan.FromSeconds(pipeSeconds), PipeCamera.OptionsOf(camera).SilenceLimit);
    }

    [Fact]
    public void EveryKindHasItsRow() =>
        Assert.All(Enum.GetValues<CameraKind>(),
            static kind => Assert.True(CameraKinds.Find(kind) is not null, $"{kind}: no row in CameraKinds (src/EdgeAgent/Cameras)."));

    [Fact]
    public void EverySettingHasAKind()
    {
        string[] common = ["name", "kind", "when", "fps"];
        string[] settings = [.. Setting.Of(typeof(CameraOptions)).Select(static setting => setting.Name)];

        Assert.Equal(settings.Except(common).Order(StringComparer.Ordinal), CameraKinds.Settings.Order(StringComparer.Ordinal));
        Assert.Equal(
            CameraKinds.Settings.Order(StringComparer.Ordinal),
            Enum.GetValues<CameraKind>().SelectMany(static kind => CameraKinds.Find(kind)?.Settings ?? []).Distinct().Order(StringComparer.Ordinal));
    }
}
