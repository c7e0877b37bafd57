using EdgeVision.Camera;
using EdgeVision.Camera.Pipe;
using EdgeVision.Camera.Replay;
using EdgeVision.Camera.V4L2;
using EdgeVision.EdgeAgent.Configuration;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>Makes the source that a camera's options describe.</summary>
internal static class CameraSources
{
    private const double ReplayFramesPerSecond = 10;

    /// <summary>The source, which touches no camera, recording or program before it is read. One that is not there then is waited for: no refusal of theirs is final.</summary>
    /// <exception cref="CameraException">Options that no camera could have.</exception>
    public static IFrameSource Open(CameraOptions options) => options.Kind switch
    {
        CameraKind.V4L2 => AwaitedSource.Over(new V4L2FrameSource(V4L2(options))),
        CameraKind.Replay => AwaitedSource.Opened(options.Path!, () => new ReplayFrameSource(Replay(options))),
        CameraKind.Pipe => new PipeFrameSource(Pipe(options)),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "There is no such kind of camera."),
    };

    /// <summary>The rate at which frames are to be expected; <see langword="null"/>: a pipe whose options do not say.</summary>
    public static double? RateOf(CameraOptions options) => options.Kind switch
    {
        CameraKind.V4L2 => V4L2(options).FramesPerSecond,
        CameraKind.Replay => Replay(options).FramesPerSecond,
        _ => options.Fps,
    };

    /// <summary>What a v4l2 camera is opened with.</summary>
    internal static V4L2Options V4L2(CameraOptions options)
    {
        var defaults = new V4L2Options { Path = options.Device! };
        return new V4L2Options
        {
            Path = options.Device!,
            Width = options.Width ?? defaults.Width,
            Height = options.Height ?? defaults.Height,
            FramesPerSecond = options.Fps ?? defaults.FramesPerSecond,
            PixelFormats = options.Format is PixelFormat format ? [format] : null,
            SilenceLimit = Patience(options, defaults.SilenceLimit),
        };
    }

    /// <summary>What a replay is opened with.</summary>
    internal static ReplayOptions Replay(CameraOptions options) => new()
    {
        Path = options.Path!,
        FramesPerSecond = options.Fps ?? ReplayFramesPerSecond,
        Loop = options.Loop ?? true,
        Hold = options.Hold ?? 1,
    };

    /// <summary>What a pipe is opened with.</summary>
    internal static PipeOptions Pipe(CameraOptions options) => new()
    {
        Command = options.Command,
        Environment = options.Environment,
        RawFormat = options.Format is PixelFormat format and not PixelFormat.Jpeg ? FrameFormat.Packed(format, options.Width!.Value, options.Height!.Value) : null,
        SilenceLimit = Patience(options, new PipeOptions { Command = [] }.SilenceLimit),
    };

    /// <summary>A camera slower than the usual limit would be reopened before its first frame, for ever.</summary>
    private static TimeSpan Patience(CameraOptions options, TimeSpan usual)
    {
        TimeSpan threeFrames = TimeSpan.FromSeconds(3 / (options.Fps ?? double.PositiveInfinity));
        return threeFrames > usual ? threeFrames : usual;
    }
}
