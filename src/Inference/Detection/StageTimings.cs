namespace EdgeVision.Inference.Detection;

/// <summary>Where the time of one image went.</summary>
/// <param name="Preprocessing">Image bytes to input tensor.</param>
/// <param name="Inference">Input tensor to output tensors.</param>
/// <param name="Decoding">Output tensors to detections.</param>
public readonly record struct StageTimings(TimeSpan Preprocessing, TimeSpan Inference, TimeSpan Decoding);
