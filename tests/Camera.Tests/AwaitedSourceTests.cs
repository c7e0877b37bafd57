using EdgeVision.Camera.Replay;
using EdgeVision.Pixels.Tests;

namespace EdgeVision.Camera.Tests;

public sealed class AwaitedSourceTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _deadline = new(s_patience);
    private readonly ScratchFolder _folder = new();

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Waits_ForARecordingThatComesLater()
    {
        string path = Path.Combine(_folder.Path, "late.mjpeg");
        using AwaitedSource source = AwaitedSource.Opened(path, () => new ReplayFrameSource(new ReplayOptions { Path = path }));
        int turns = 0;
        source.Heartbeat = () => turns++;
        Assert.Equal(path, source.Description);

        Task<Frame?> reading = Task.Run(() => source.Read(_deadline.Token));
        Assert.True(SpinWait.SpinUntil(() => source.Error is not null, s_patience));
        string error = source.Error!;
        File.WriteAllBytes(path + ".new", TestPictures.Jpeg(64, 48, 10));
        File.Move(path + ".new", path);
        using Frame? frame = await reading.WaitAsync(s_patience);

        Assert.Contains(path, error, StringComparison.Ordinal);
        Assert.NotNull(frame);
        Assert.Null(source.Error);
        Assert.True(turns > 0);
        Assert.StartsWith($"{path}, 1 frames", source.Description, StringComparison.Ordinal);
        Assert.Null(source.Read(_deadline.Token));
        Assert.Equal(new CaptureStatistics(1, 0, 0, 0), source.Statistics);
    }

    [Fact]
    public void Opens_ARecordingAnewThatCouldNotBeReadOn()
    {
        List<RefusingSource> made = [];
        using AwaitedSource source = AwaitedSource.Opened("it", () =>
        {
            made.Add(new RefusingSource(refusals: made.Count == 0 ? 1 : 0));
            return made[^1];
        });

        Assert.Null(source.Read(_deadline.Token));

        Assert.Equal([true, false], made.Select(static one => one.IsDisposed));
    }

    [Fact]
    public void Reads_OnFromASourceThatKnowsItselfHowToBeginAgain()
    {
        var inner = new RefusingSource(refusals: 2);
        using (AwaitedSource source = AwaitedSource.Over(inner))
        {
            Assert.Null(source.Read(_deadline.Token));
            Assert.Null(source.Error);
            Assert.False(inner.IsDisposed);
        }

        Assert.True(inner.IsDisposed);
    }

    private sealed class RefusingSource(int refusals) : IFrameSource
    {
        private int _refusals = refusals;

        public bool IsDisposed { get; private set; }

        public string Description => "refusing";

        public CaptureStatistics Statistics => default;

        public Action? Heartbeat { get; set; }

        public Frame? Read(CancellationToken stoppingToken) => _refusals-- > 0 ? throw new CameraException("not now") : null;

        public void Dispose() => IsDisposed = true;
    }
}
