namespace EdgeVision.Camera;

/// <summary>Takes a frame's memory back when its reader is done with it.</summary>
internal interface IFrameOwner
{
    /// <summary>Called once for each lent frame, from any thread.</summary>
    void Return(Frame frame);
}
