using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>One source of frames. A setting that its kind does not have is refused.</summary>
internal sealed record CameraOptions
{
    /// <summary>Unique; part of topics and messages.</summary>
    [RegularExpression(TopicName.Pattern), TextKind(TextKind.TopicLevel)]
    public required string Name { get; init; }

    /// <summary>v4l2 is a USB or CSI camera with a device node, replay plays pictures back, pipe runs a program that writes raw frames.</summary>
    public required CameraKind Kind { get; init; }

    /// <summary>
    /// The name of an input; while that is not active, frames are captured but not inferred, and no rule holds. Default: every frame is inferred.
    /// </summary>
    [MinLength(1)]
    public string? When { get; init; }

    /// <summary>v4l2: the device node; a path under /dev/v4l/by-id stays the same when cameras are plugged in another order.</summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? Device { get; init; }

    /// <summary>replay: a folder of JPEG pictures or an MJPEG file.</summary>
    [MinLength(1), TextKind(TextKind.Path)]
    public string? Path { get; init; }

    /// <summary>pipe: the program and its arguments, not a shell line; it writes frames of exactly the given size and format to its standard output.</summary>
    [TextKind(TextKind.Argument)]
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>pipe: variables of the program's environment, each NAME=value.</summary>
    [TextKind(TextKind.Argument)]
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>
    /// v4l2, pipe: pixels a line. Default for v4l2: 640 × 480, or the smallest size the camera has that covers it. Raw frames of a pipe have no padding.
    /// </summary>
    [Range(16, 8192)]
    public int? Width { get; init; }

    /// <summary>v4l2, pipe: lines; always together with the width.</summary>
    [Range(16, 8192)]
    public int? Height { get; init; }

    /// <summary>
    /// Frames a second: asked of a v4l2 camera (default 30), kept by a replay (default 10), told of a pipe. A camera that gives none for 5 s, or for three
    /// frames where that is longer, counts as lost; the pace of a pipe that is not told is learned from its frames.
    /// </summary>
    [Range(0.1, 240.0)]
    public double? Fps { get; init; }

    /// <summary>
    /// v4l2, pipe: arrangement of the bytes, jpeg for one picture after another. Default for v4l2: what costs the processor least; a pipe must say.
    /// </summary>
    public PixelFormat? Format { get; init; }

    /// <summary>replay: whether to start again at the end. Default true.</summary>
    public bool? Loop { get; init; }

    /// <summary>replay: frames each picture is shown for. Default 1.</summary>
    [Range(1, 1000)]
    public int? Hold { get; init; }

    /// <summary>
    /// How long it may give no frame before it counts as lost: <paramref name="usual"/>, or for a slow one the time of three
    /// frames; it would be reopened for ever.
    /// </summary>
    internal TimeSpan Patience(TimeSpan usual)
    {
        TimeSpan threeFrames = TimeSpan.FromSeconds(3 / (Fps ?? double.PositiveInfinity));
        return threeFrames > usual ? threeFrames : usual;
    }
}
