using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>Makes a PNG file of a map; valid until the next call. One thread.</summary>
internal delegate ReadOnlySpan<byte> MaskEncoder(ClassMap map);
