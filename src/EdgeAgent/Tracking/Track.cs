using EdgeVision.Inference.Detection;

namespace EdgeVision.EdgeAgent.Tracking;

/// <summary>One object followed from frame to frame.</summary>
/// <param name="Id">Unique for one camera since its tracker was made, from 1.</param>
/// <param name="LabelIndex">Index into the model's label list; a track never changes its label.</param>
/// <param name="Score">Of the last matching detection, in [0, 1].</param>
/// <param name="Box">Of the last matching detection, in source-frame pixels.</param>
/// <param name="Hits">Detections that belong to this track, at least 1.</param>
/// <param name="Missed">Frames in a row, up to now, without a matching detection; 0: seen in the newest frame.</param>
/// <param name="FirstSeen">The first detection's frame.</param>
/// <param name="LastSeen">The last matching detection's frame.</param>
internal readonly record struct Track(
    long Id, int LabelIndex, float Score, BoundingBox Box, int Hits, int Missed, Moment FirstSeen, Moment LastSeen);
