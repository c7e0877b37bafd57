namespace EdgeVision.Inference.Imaging;

/// <summary>Where the time of one image went.</summary>
/// <param name="Preprocessing">Image bytes to input tensor.</param>
/// <param name="Inference">Input tensor to output tensors.</param>
/// <param name="Decoding">Output tensors to what the task answers: detections, classes or a map of classes.</param>
public readonly record struct StageTimings(TimeSpan Preprocessing, TimeSpan Inference, TimeSpan Decoding);
