using EdgeVision.Pixels;

namespace EdgeVision.Camera.Pipe;

/// <summary>Which program gives the pictures, and how they come.</summary>
public sealed class PipeOptions
{
    /// <summary>The program and its arguments, one string each, no shell: <c>["rpicam-vid", "-t", "0", "--codec", "yuv420", …, "-o", "-"]</c>.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>
    /// Environment variables for the program besides those of this process, NAME=value each. These and <see cref="Command"/> may hold
    /// <see cref="CredentialReferences"/>.
    /// </summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>
    /// Format of the raw frames on stdout, <see cref="FrameFormat.Packed"/> where lines have no padding; <see langword="null"/>:
    /// JPEG pictures one after another.
    /// </summary>
    public FrameFormat? RawFormat { get; init; }

    /// <summary>A program that gives no frame for this long is stopped and started again. Default 10 s: a camera stack takes its time to start.</summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Starts the program again when it ends. Default true. False: the source ends with it.</summary>
    public bool Restart { get; init; } = true;

    /// <summary>First pause before starting again; doubles up to <see cref="MaxPause"/>. Default 0.25 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.25);

    /// <summary>Longest pause between starts. Default 10 s.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(10);
}
