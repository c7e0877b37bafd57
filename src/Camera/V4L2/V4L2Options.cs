using EdgeVision.Pixels;

namespace EdgeVision.Camera.V4L2;

/// <summary>Which camera, and what is wanted of it.</summary>
public sealed class V4L2Options
{
    /// <summary>A video node or a link to one; <c>/dev/v4l/by-id/…</c> stays the same when nodes are numbered anew.</summary>
    public required string Path { get; init; }

    /// <summary>Pixels a line wanted: the smallest size the camera has that covers this, else its largest. Default 640.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Lines wanted. Default 480.</summary>
    public int Height { get; init; } = 480;

    /// <summary>Frames a second wanted; the camera's nearest is used. Default 30.</summary>
    public double FramesPerSecond { get; init; } = 30;

    /// <summary>
    /// Formats allowed, best first; <see langword="null"/>: all, those that cost the processor least first (4:2:0, 4:2:2, RGB, JPEG, grey).
    /// A format that reaches the wanted size and rate comes before one that does not. Default null.
    /// </summary>
    public IReadOnlyList<PixelFormat>? PixelFormats { get; init; }

    /// <summary>Frame buffers asked of the driver, 2…32. Default 4: one filling, one waiting, one in inference, one spare.</summary>
    public int Buffers { get; init; } = 4;

    /// <summary>A camera that gives no good frame for this long is closed and opened again. Default 3 s.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>First pause before opening a lost camera again; doubles up to <see cref="MaxPause"/>. Default 0.1 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.1);

    /// <summary>Longest pause between attempts. Default 1 s.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(1);
}
