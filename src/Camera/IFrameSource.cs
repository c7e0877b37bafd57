namespace EdgeVision.Camera;

/// <summary>Yields frames, newest first of what it has: a camera, recorded pictures or a child process. One reader thread at a time.</summary>
public interface IFrameSource : IDisposable
{
    /// <summary>What a person calls this source, for example <c>/dev/video0 (HD Webcam), 640×480 YUYV at 30 fps</c>.</summary>
    string Description { get; }

    /// <summary>Frames delivered, lost and refused since the source was made.</summary>
    CaptureStatistics Statistics { get; }

    /// <summary>Why there is no picture just now, one sentence; <see langword="null"/> while frames come. From any thread.</summary>
    string? Trouble => null;

    /// <summary>
    /// Called by the reading thread at least once a second while <see cref="Read"/> waits, for a frame or for a lost camera. A thread that hangs inside
    /// one call of the system does not call it, which is how a watchdog knows the two apart. Must not block; set before the first read.
    /// </summary>
    Action? Heartbeat { get; set; }

    /// <summary>
    /// Waits for the next frame, which the caller disposes. <see langword="null"/>: the source has ended and yields no more (a replay that does not loop).
    /// A source that lost its camera keeps trying to get it back inside this call.
    /// </summary>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    /// <exception cref="CameraException">The source can never yield a frame as configured.</exception>
    Frame? Read(CancellationToken stoppingToken);

    /// <summary>
    /// Gives up what is open, so that the next <see cref="Read"/> begins anew: for the reading thread, after a read threw what it
    /// does not promise and nobody knows what it left behind. Frames that are lent stay valid.
    /// </summary>
    void StartOver()
    {
    }
}
