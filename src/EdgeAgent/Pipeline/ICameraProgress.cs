namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>Is told of one camera's heartbeats, each on the thread that is alive; must not block.</summary>
internal interface ICameraProgress
{
    /// <summary>The capture thread took a frame.</summary>
    void FrameCaptured();

    /// <summary>The capture thread is alive and waits for a frame or for a lost camera; comes again and again as long as that lasts.</summary>
    void CaptureHeartbeat();

    /// <summary>The inference thread took a frame of this camera.</summary>
    void InferenceStarted();

    /// <summary>A frame of this camera was fully processed, or could not be decoded.</summary>
    void InferenceFinished();

    /// <summary>The camera will never give a frame again.</summary>
    void Ended();
}
