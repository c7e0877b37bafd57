using System.Collections.Immutable;

namespace EdgeVision.Workbench.Evaluation;

/// <summary>What <see cref="SegmentationEvaluation"/> found of a segmenter.</summary>
/// <param name="MeanIntersectionOverUnion">The mean over <paramref name="Classes"/> (mIoU), in [0, 1]; 0 where there are none.</param>
/// <param name="PixelAccuracy">Part of the pixels that got their class, in [0, 1]; 0 of none.</param>
/// <param name="Pixels">How many pixels were compared, void excluded.</param>
/// <param name="Classes">Every class that truth or prediction has, background among them, by <see cref="SegmentationClassAccuracy.ClassIndex"/>.</param>
public sealed record SegmentationAccuracy(
    double MeanIntersectionOverUnion, double PixelAccuracy, long Pixels, ImmutableArray<SegmentationClassAccuracy> Classes);
