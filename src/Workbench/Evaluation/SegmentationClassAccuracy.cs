namespace EdgeVision.Workbench.Evaluation;

/// <summary>How well a segmenter outlines one class.</summary>
/// <param name="ClassIndex">0 for background, n for label n - 1.</param>
/// <param name="GroundTruthPixels">Pixels that have the class.</param>
/// <param name="PredictedPixels">Pixels that got the class, void ones excluded.</param>
/// <param name="RightPixels">Pixels that have it and got it.</param>
public readonly record struct SegmentationClassAccuracy(int ClassIndex, long GroundTruthPixels, long PredictedPixels, long RightPixels)
{
    /// <summary>Right pixels in those that have or got the class, in [0, 1]; 0 of none.</summary>
    public double IntersectionOverUnion =>
        GroundTruthPixels + PredictedPixels == 0 ? 0.0 : (double)RightPixels / (GroundTruthPixels + PredictedPixels - RightPixels);
}
