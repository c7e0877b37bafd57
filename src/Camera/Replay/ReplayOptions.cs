using EdgeVision.Pixels;

namespace EdgeVision.Camera.Replay;

/// <summary>What to replay, and how.</summary>
public sealed class ReplayOptions
{
    /// <summary>A folder of *.jpg files, a file of concatenated JPEG pictures, or with <see cref="RawFormat"/> a file of raw frames.</summary>
    public required string Path { get; init; }

    /// <summary>Frames a second; <see langword="null"/>: as fast as the reader asks. Default null.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>Starts again after the last frame. Default false: the source ends.</summary>
    public bool Loop { get; init; }

    /// <summary>Frames each picture is shown for, from 1 to 1000: a still picture then lasts as long as something a camera sees. Default 1.</summary>
    public int Hold { get; init; } = 1;

    /// <summary>Format of the frames in a raw file; <see langword="null"/> for JPEG. <see cref="FrameFormat.Packed"/> makes one without padding.</summary>
    public FrameFormat? RawFormat { get; init; }
}
