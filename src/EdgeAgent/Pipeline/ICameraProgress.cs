namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>Hears of one camera's signs of life, from the pipeline's threads; must not block.</summary>
internal interface ICameraProgress
{
    /// <summary>The capture thread took a frame.</summary>
    void FrameCaptured();

    /// <summary>The inference thread is at work, but the camera gives nothing to do.</summary>
    void WaitingForCamera();

    /// <summary>A frame of this camera has gone all its way, or was found damaged.</summary>
    void InferenceFinished();

    /// <summary>The camera will never give a frame again.</summary>
    void Ended();
}
