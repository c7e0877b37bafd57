using EdgeVision.Inference.Detection;

namespace EdgeVision.Workbench.Demo;

/// <summary>An object in a frame.</summary>
/// <param name="LabelIndex">Index into the model's labels.</param>
/// <param name="Box">In pixels of the frame.</param>
internal readonly record struct DemoBox(int LabelIndex, BoundingBox Box);
