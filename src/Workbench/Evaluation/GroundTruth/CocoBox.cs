using System.Text.Json.Serialization;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>A box as COCO writes it: [x, y, width, height] in picture pixels.</summary>
[JsonConverter(typeof(CocoBoxConverter))]
internal readonly record struct CocoBox(float X, float Y, float Width, float Height);
