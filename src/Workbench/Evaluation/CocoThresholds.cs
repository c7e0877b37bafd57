namespace EdgeVision.Workbench.Evaluation;

/// <summary>
/// The thresholds of COCO, to the last bit those of pycocotools, which has them from NumPy's <c>linspace</c>: i · step + start, the last one set. A recall of
/// 57 in 100 is below the 57th threshold, which is not 0.57 but 57 · 0.01.
/// </summary>
internal static class CocoThresholds
{
    /// <summary>How many overlaps there are.</summary>
    public const int Count = 10;

    private const double OverlapStep = (0.95 - 0.5) / (Count - 1);

    /// <summary>Overlap at which an object counts as found: 0.5, 0.55 … 0.95.</summary>
    public static double Overlap(int index) => index == Count - 1 ? 0.95 : (index * OverlapStep) + 0.5;

    /// <summary>Whether <paramref name="area"/> square pixels are of that size; the limits, 32² and 96², are of both that meet there.</summary>
    public static bool IsOfSize(ObjectSize size, double area) => size switch
    {
        ObjectSize.Small => area <= 32.0 * 32.0,
        ObjectSize.Medium => area is >= 32.0 * 32.0 and <= 96.0 * 96.0,
        ObjectSize.Large => area >= 96.0 * 96.0,
        _ => true,
    };

    /// <summary>Recall at which precision is read: 0, 0.01 … 1.</summary>
    public static double Recall(int index) => index == 100 ? 1.0 : index * 0.01;
}
