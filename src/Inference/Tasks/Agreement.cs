using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Tasks;

/// <summary>How far two models say the same of one picture.</summary>
/// <remarks>
/// Classes are the same where their names are. Only what both can say counts: classes that both models know, and scores that neither leaves out; a model that
/// knows more classes, or reports weaker objects, is not wrong for it. So models that have no class in common agree in everything: whether the classes
/// that matter are there is another question.
/// </remarks>
public static class Agreement
{
    // As for the easiest of the usual measures of detectors: the same thing at about the same place.
    private const float MinIou = 0.5f;

    /// <summary>
    /// In [0, 1], the same whichever comes first, and 1 of an answer with itself. Detectors: 2 · matched / (objects of one + objects of the other), each
    /// object matched once to one of its class, the largest intersection over union first, from 0.5; 1 where neither saw anything. Classifiers: 1 where the
    /// best class is the same, else what their scores have in common, Σ min. Segmenters: the share of the pixels that have the same class in both; of maps of
    /// two sizes the pixels of the finer grid are compared, each with the nearest. Answers to two different questions agree in nothing.
    /// </summary>
    public static float Of(VisionAnswer one, VisionAnswer other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Task != other.Task)
            return 0f;

        return one.Task switch
        {
            ModelTask.Detection => OfObjects(one, other),
            ModelTask.Classification => OfClasses(one, other),
            _ => OfMaps(one, other),
        };
    }

    private static float OfObjects(VisionAnswer one, VisionAnswer other)
    {
        SeenObject[] ones = Common(one.Objects, one, other), others = Common(other.Objects, other, one);
        if (ones.Length + others.Length == 0)
            return 1f;

        int matched = new ObjectMatching(ones, others, MinIou, maximumScoreDifference: 1f).Count;
        return 2f * matched / (ones.Length + others.Length);
    }

    private static float OfClasses(VisionAnswer one, VisionAnswer other)
    {
        SeenClass[] ones = Common(one.Classes, one, other), others = Common(other.Classes, other, one);
        if (ones.Length == 0 || others.Length == 0)
            return ones.Length == others.Length ? 1f : 0f;
        if (ones[0].Label == others[0].Label)
            return 1f;

        // Of doubles the sum is exact, so it does not depend on the order.
        double sum = 0.0;
        for (int i = 0; i < ones.Length; i++)
        {
            int partner = ClassPairing.PartnerOf(ones, i, others);
            sum += partner < 0 ? 0f : MathF.Min(ones[i].Score, others[partner].Score);
        }

        return (float)Math.Min(sum, 1.0);
    }

    private static float OfMaps(VisionAnswer one, VisionAnswer other)
    {
        var comparison = new MapComparison(one, other, onlyCommonLabels: true);
        return comparison.Pixels == 0 ? 1f : (float)((double)comparison.Same / comparison.Pixels);
    }

    private static SeenObject[] Common(ReadOnlySpan<SeenObject> objects, VisionAnswer owner, VisionAnswer other)
    {
        var common = new List<SeenObject>(objects.Length);
        foreach (SeenObject seen in objects)
        {
            if (IsCommon(seen.Label, seen.Score, owner, other))
                common.Add(seen);
        }

        return [.. common];
    }

    private static SeenClass[] Common(ReadOnlySpan<SeenClass> classes, VisionAnswer owner, VisionAnswer other)
    {
        var common = new List<SeenClass>(classes.Length);
        foreach (SeenClass seen in classes)
        {
            if (IsCommon(seen.Label, seen.Score, owner, other))
                common.Add(seen);
        }

        return [.. common];
    }

    private static bool IsCommon(string label, float score, VisionAnswer owner, VisionAnswer other) =>
        score >= MathF.Max(owner.LeastScore, other.LeastScore) && other.Labels.Contains(label, StringComparer.Ordinal);
}
