using System.Runtime.InteropServices;
using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Cameras;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;
using EdgeVision.TestKit;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

/// <summary>
/// The whole daemon with the real decoders and preprocessor, one camera of which is hostile: nothing it gives is so much as a defect, and the other sees
/// on.
/// </summary>
public sealed class HostileFrameTests : IDisposable
{
    private const int Rounds = 1500;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedSource _yard = new();
    private readonly RecordingSink _sink = new();
    private readonly RecordedLog _log = new();
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _yard.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task FramesOfAnyKindAreSeenOrSkipped()
    {
        var hostile = new HostileSource(Rounds);

        await RunBeside(hostile, () => hostile.Given.Wait(s_patience));
    }

    [Fact]
    public async Task AProgramThatWritesAnythingIsReadOn()
    {
        string path = _folder.PathTo("stream");
        var random = new Random(20261128);
        using (FileStream stream = File.Create(path))
        {
            for (int i = 0; i < Rounds; i++)
                stream.Write(HostileJpeg.Make(SmallJpegs.All, random));
            // The picture with a side of 17000 pixels that once ended everything, and a good one that shows that all before it was read.
            stream.Write(LargeJpeg.Make(17000, 300));
            stream.Write(SmallJpegs.All[0]);
        }

        IFrameSource pipe = CameraKinds.Open(
            new CameraOptions { Name = "door", Kind = CameraKind.Pipe, Format = PixelFormat.Jpeg, Command = ["sh", "-c", $"cat {path}; sleep 100"] });

        await RunBeside(pipe, () =>
        {
            _sink.Await("door online");
            return true;
        });
    }

    private async Task RunBeside(IFrameSource hostile, Func<bool> awaitIt)
    {
        using var task = new PreprocessingTask();
        EdgeVisionSeams seams = new()
        {
            OpenModel = _ => task,
            OpenCamera = options => options.Name == "yard" ? _yard : hostile,
            Sinks = [_sink],
            ConfigureLogging = logging => logging.ClearProviders().AddProvider(_log),
            RuntimeFolder = null,
        };
        Task running = EdgeVisionHost.RunAsync(Options(), seams, _stopping.Token);
        _yard.Give(1);
        _sink.Await("yard frame 1: 1");

        Assert.True(awaitIt());
        _yard.Give(1);
        _sink.Await("yard frame 2: 1");
        bool isRunning = !running.IsCompleted;
        await _stopping.CancelAsync();
        await running.WaitAsync(s_patience);

        Assert.True(isRunning);
        Assert.Empty(_log.Stacks);
    }

    private static EdgeVisionOptions Options() => new()
    {
        Device = "box",
        Cameras = [.. ((string[])["door", "yard"]).Select(name => new CameraOptions { Name = name, Kind = CameraKind.Replay, Path = "unused" })],
        Rules = [new RuleOptions { Name = "seen", StartFrames = 1, StartWindow = 1 }],
    };

    /// <summary>Brings every image into an input of the usual size, and sees a person in it.</summary>
    private sealed class PreprocessingTask : IVisionTask
    {
        private static readonly ImageInputSpec s_input = new() { Width = 32, Height = 32 };

        private readonly ImagePreprocessor _preprocessor = new(s_input);
        private readonly float[] _tensor = new float[3 * 32 * 32];
        private readonly Detection[] _seen = new Detection[1];

        public ModelManifest Model { get; } = new() { Name = "preprocessing", Sha256 = new string('a', 64), Labels = ["person"], Input = s_input };

        public StageTimings LastTimings => default;

        public VisionResult Look(in ImageView image)
        {
            ModelToImage toImage = _preprocessor.Run(image, _tensor);
            _seen[0] = new Detection(0, 0.9f, new BoundingBox(toImage.X(2), toImage.Y(2), toImage.X(30), toImage.Y(30)));
            return new VisionResult { Objects = _seen };
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Gives one frame of anything after the other, each when the one before came back, so that none is left out.</summary>
    private sealed unsafe class HostileSource(int rounds) : IFrameSource, IFrameOwner
    {
        private static readonly int[] s_numbers = [int.MinValue, -1, 0, 1, 2, 3, 7, 16, 31, 64, 16384, 16385, int.MaxValue];

        private readonly Random _random = new(20261128);
        private readonly SemaphoreSlim _back = new(1);
        private readonly byte[] _memory = GC.AllocateArray<byte>(1 << 20, pinned: true);
        private int _round;

        public ManualResetEventSlim Given { get; } = new();

        public string Description => "hostile";

        public CaptureStatistics Statistics => default;

        public Action? Heartbeat { get; set; }

        public Frame? Read(CancellationToken stoppingToken)
        {
            _back.Wait(stoppingToken);
            if (_round++ == rounds)
            {
                Given.Set();
                stoppingToken.WaitHandle.WaitOne();
                stoppingToken.ThrowIfCancellationRequested();
            }

            FrameFormat format = new(
                (PixelFormat)_random.Next(-1, 9), Any(), Any(), Any(), (ColorEncoding)_random.Next(4));
            if (_random.Next(2) == 0)
                format = FrameFormat.Packed((PixelFormat)_random.Next(8), _random.Next(1, 70), _random.Next(1, 70));
            byte[] bytes = format.Pixels == PixelFormat.Jpeg ? HostileJpeg.Make(SmallJpegs.All, _random) : new byte[_random.Next(3) * 7000];
            bytes.CopyTo(_memory, 0);
            return new Frame(this, 0).Lend(
                (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0), bytes.Length, format, _round, DateTimeOffset.UtcNow,
                _random.NextInt64(long.MinValue, long.MaxValue));
        }

        public void Return(Frame frame) => _back.Release();

        public void Dispose()
        {
        }

        private int Any() => s_numbers[_random.Next(s_numbers.Length)];
    }
}
