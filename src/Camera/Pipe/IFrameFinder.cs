namespace EdgeVision.Camera.Pipe;

/// <summary>Finds frames in a stream of bytes. Positions count from the stream's beginning.</summary>
internal interface IFrameFinder
{
    /// <summary>Frames found so far; see <see cref="Newest"/>.</summary>
    long Found { get; }

    /// <summary>Broken frames skipped so far.</summary>
    long Broken { get; }

    /// <summary>Where the newest whole frame begins and ends.</summary>
    (long Start, long End) Newest { get; }

    /// <summary>Whether a frame has begun and not ended.</summary>
    bool IsInside { get; }

    /// <summary>Nothing before this position is needed for frames to come.</summary>
    long KeepFrom { get; }

    /// <summary>Looks at the bytes that follow those seen before.</summary>
    void Advance(ReadOnlySpan<byte> bytes);
}
