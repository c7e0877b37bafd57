namespace EdgeVision.Inference.Detection;

/// <summary>Greedy suppression of boxes that overlap a better box of the same class.</summary>
public static class NonMaximumSuppression
{
    // A cached delegate, because Span.Sort makes a new one from any comparer.
    private static readonly Comparison<Detection> s_bestFirst = Compare;

    /// <summary>
    /// Moves what is kept to the front of <paramref name="detections"/>, best first, and gives its number: at most <paramref name="maximumDetections"/>,
    /// no two of one class with an intersection over union above <paramref name="maximumIou"/>. The result does not depend on the order of the input.
    /// </summary>
    public static int Apply(Span<Detection> detections, float maximumIou, int maximumDetections)
    {
        detections.Sort(s_bestFirst);
        int kept = 0;
        foreach (Detection candidate in detections)
        {
            if (kept == maximumDetections)
                break;
            if (!Overlaps(detections[..kept], candidate, maximumIou))
                detections[kept++] = candidate;
        }

        return kept;
    }

    private static bool Overlaps(ReadOnlySpan<Detection> kept, in Detection candidate, float maximumIou)
    {
        foreach (ref readonly Detection better in kept)
        {
            if (better.LabelIndex == candidate.LabelIndex && better.Box.IntersectionOverUnion(candidate.Box) > maximumIou)
                return true;
        }

        return false;
    }

    private static int Compare(Detection a, Detection b)
    {
        int order = b.Score.CompareTo(a.Score);
        order = order != 0 ? order : a.LabelIndex.CompareTo(b.LabelIndex);
        order = order != 0 ? order : a.Box.Left.CompareTo(b.Box.Left);
        order = order != 0 ? order : a.Box.Top.CompareTo(b.Box.Top);
        order = order != 0 ? order : a.Box.Right.CompareTo(b.Box.Right);
        return order != 0 ? order : a.Box.Bottom.CompareTo(b.Box.Bottom);
    }
}
