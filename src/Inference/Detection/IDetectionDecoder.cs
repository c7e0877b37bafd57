namespace EdgeVision.Inference.Detection;

/// <summary>Turns the outputs of a detector's last run into objects.</summary>
internal interface IDetectionDecoder
{
    /// <summary>Adds every object whose score reaches the threshold, in no particular order, its box in pixels of the network's input.</summary>
    void Decode(DetectionList found);
}
