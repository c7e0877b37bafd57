namespace EdgeVision.Inference.Evaluation.Truth;

/// <summary>
/// The colours in which Pascal VOC draws classes (Everingham et al. 2015, doi:10.1007/s11263-014-0733-5; the development kit's <c>VOClabelcolormap</c>): the
/// bits of the class, three at a time, are the highest bits of red, green and blue, then the next lower ones.
/// </summary>
public static class VocColors
{
    // What the border's class 255 is drawn in: (224, 224, 192).
    private static readonly Dictionary<int, byte> s_classes = Enumerable.Range(0, 256).ToDictionary(static one => Pack(Of((byte)one)), static one => (byte)one);

    /// <summary>The colour of a class; 0 is background and black, <see cref="SegmentationEvaluation.Void"/> the border's.</summary>
    public static (byte Red, byte Green, byte Blue) Of(byte classIndex)
    {
        int red = 0, green = 0, blue = 0;
        for (int level = 0; level < 3; level++)
        {
            int bits = classIndex >> (3 * level), shift = 7 - level;
            red |= (bits & 1) << shift;
            green |= ((bits >> 1) & 1) << shift;
            blue |= ((bits >> 2) & 1) << shift;
        }

        return ((byte)red, (byte)green, (byte)blue);
    }

    /// <summary>The class that has the colour; <see langword="false"/> where none has.</summary>
    public static bool TryGetClass(byte red, byte green, byte blue, out byte classIndex) => s_classes.TryGetValue(Pack((red, green, blue)), out classIndex);

    private static int Pack((byte Red, byte Green, byte Blue) color) => (color.Red << 16) | (color.Green << 8) | color.Blue;
}
