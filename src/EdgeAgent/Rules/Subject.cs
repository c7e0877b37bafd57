using EdgeVision.Inference.Detection;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>What a rule holds for: an object, the class of a picture, or a class that covers a part of it.</summary>
/// <param name="LabelIndex">Index into the model's label list.</param>
/// <param name="Score">Of an object or a class, in [0, 1]; 0 for a covered part, which has none.</param>
/// <param name="TrackId">Of an object, from 1; else 0.</param>
/// <param name="Box">Of an object, in pixels of the picture; else empty.</param>
/// <param name="Area">Part of the picture that an object's box covers, or of the zone that a class covers, in [0, 1]; 0 for the class of a picture.</param>
internal readonly record struct Subject(int LabelIndex, float Score, long TrackId, BoundingBox Box, float Area)
{
    /// <summary>Whether the other is the same thing, seen at another time.</summary>
    public bool IsSameAs(in Subject other) => LabelIndex == other.LabelIndex && TrackId == other.TrackId;

    /// <summary>Whether it matches a rule better than the other: by score or, without scores, by area.</summary>
    public bool IsBetterThan(in Subject other) => Score > other.Score || (Score == other.Score && Area > other.Area);
}
