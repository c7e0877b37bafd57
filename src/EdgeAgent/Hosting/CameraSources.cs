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

    /// <summary>The source, which touches no camera before it is read.</summary>
    /// <exception cref="CameraException">A recording that cannot be replayed.</exception>
    public static IFrameSource Open(CameraOptions options) => options.Kind switch
    {
        CameraKind.V4L2 => OpenV4L2(options),
        CameraKind.Replay => new ReplayFrameSource(new ReplayOptions
        {
            Path = options.Path!,
            FramesPerSecond = options.Fps ?? ReplayFramesPerSecond,
            Loop = options.Loop ?? true,
            Hold = options.Hold ?? 1,
        }),
        CameraKind.Pipe => new PipeFrameSource(new PipeOptions
        {
            Command = options.Command,
            RawFormat = options.Format is PixelFormat format and not PixelFormat.Jpeg ? FrameFormat.Packed(format, options.Width!.Value, options.Height!.Value) : null,
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "There is no such kind of camera."),
    };

    private static V4L2FrameSource OpenV4L2(CameraOptions options)
    {
        var defaults = new V4L2Options { Path = options.Device! };
        return new V4L2FrameSource(new V4L2Options
        {
            Path = options.Device!,
            Width = options.Width ?? defaults.Width,
            Height = options.Height ?? defaults.Height,
            FramesPerSecond = options.Fps ?? defaults.FramesPerSecond,
            PixelFormats = options.Format is PixelFormat format ? [format] : null,
        });
    }
}
