using EdgeVision.Inference.Segmentation;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>Which class a colour of a Pascal VOC mask means: <see cref="VocPalette"/> the other way round.</summary>
public static class VocColors
{
    private static readonly Dictionary<(byte Red, byte Green, byte Blue), byte> s_classes = Enumerable.Range(0, 256)
        .ToDictionary(static one => Color(one), static one => (byte)one);

    /// <summary>
    /// The class that is drawn in the colour: 0 for black, the background, <see cref="SegmentationEvaluation.Void"/> for the border;
    /// <see langword="false"/> where none is.
    /// </summary>
    public static bool TryGetClass(byte red, byte green, byte blue, out byte classIndex) => s_classes.TryGetValue((red, green, blue), out classIndex);

    private static (byte Red, byte Green, byte Blue) Color(int classIndex)
    {
        ReadOnlySpan<byte> color = VocPalette.Colors.Slice(3 * classIndex, 3);
        return (color[0], color[1], color[2]);
    }
}
