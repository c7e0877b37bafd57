namespace EdgeVision.EdgeAgent.Cameras;

/// <summary>Where a camera's frames come from.</summary>
internal enum CameraKind
{
    /// <summary>A Video4Linux device.</summary>
    V4L2 = 1,

    /// <summary>Recorded pictures.</summary>
    Replay,

    /// <summary>A child process that writes raw frames.</summary>
    Pipe,
}
