namespace EdgeVision.Inference.Planning.Steps;

/// <summary>An output row or column of a scaled image as a mixture of two input ones.</summary>
internal readonly record struct ResizeTap(int First, int Second, float SecondWeight);
