namespace EdgeVision.EdgeAgent.Rules;

/// <summary>A corner of a zone in parts of the picture: (0, 0) is the top-left corner, (1, 1) the bottom-right one.</summary>
internal readonly record struct ZoneCorner(float X, float Y);
