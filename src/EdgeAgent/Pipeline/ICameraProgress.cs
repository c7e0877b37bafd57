namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>Hears of one camera's signs of life, each from the thread that lives; must not block.</summary>
internal interface ICameraProgress
{
    /// <summary>The capture thread took a frame.</summary>
    void FrameCaptured();

    /// <summary>The capture thread is alive and waits for a frame or for a lost camera; comes again and again as long as that lasts.</summary>
    void CaptureHeartbeat();

    /// <summary>The inference thread took a frame of this camera.</summary>
    void InferenceStarted();

    /// <summary>A frame of this camera has gone all its way, or could not be decoded.</summary>
    void InferenceFinished();

    /// <summary>The camera will never give a frame again.</summary>
    void Ended();
}
