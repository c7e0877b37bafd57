namespace EdgeVision.Camera;

/// <summary>Yields frames of a camera, a recording or a child process. A live source that has several yields the newest. One reader thread at a time.</summary>
public interface IFrameSource : IDisposable
{
    /// <summary>What a person calls this source, for example <c>/dev/video0 (HD Webcam), 640×480 YUYV at 30 fps</c>.</summary>
    string Description { get; }

    /// <summary>Frames delivered, lost and refused since the source was made.</summary>
    CaptureStatistics Statistics { get; }

    /// <summary>Why there is no picture just now, one sentence; <see langword="null"/> while frames come. From any thread.</summary>
    string? Error => null;

    /// <summary>
    /// Heartbeat: called by the reading thread at least once a second while <see cref="Read"/> waits for a frame or for a lost camera. A thread that
    /// hangs inside a system call does not call it, so a watchdog can tell waiting from hanging. Must not block; set before the first read.
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
    /// Closes what is open, so that the next <see cref="Read"/> opens it again. Called by the reading thread after <see cref="Read"/> threw an exception
    /// that it does not document, because the state is then unknown. Frames that are lent stay valid.
    /// </summary>
    void StartOver()
    {
    }
}
