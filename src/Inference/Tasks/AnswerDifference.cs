using System.Globalization;
using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Tasks;

/// <summary>
/// Whether two answers are the same but for rounding, as those of one model to one picture must be on another board, by another engine or in another version.
/// Far stricter than <see cref="Agreement"/>, which two models of different training may reach.
/// </summary>
/// <remarks>
/// Objects: each has one of its class in the other answer with an intersection over union of at least 0.9 and a score that differs by at most 0.05. Classes:
/// scores that differ by at most 0.05, and those that are further apart are in the same order. Neither counts within 0.05 above the score below which one of
/// the answers leaves things out. Maps: 99 of 100 pixels have the same class.
/// </remarks>
public static class AnswerDifference
{
    private const float MinIou = 0.9f;
    private const float ScoreTolerance = 0.05f;
    private const double MinSamePixels = 0.99;

    /// <summary>The first difference as one sentence; <see langword="null"/>: there is none.</summary>
    /// <param name="oneName">Who gave <paramref name="one"/>, for the sentence.</param>
    /// <param name="otherName">Who gave <paramref name="other"/>.</param>
    public static string? Between(VisionAnswer one, string oneName, VisionAnswer other, string otherName)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        if (one.Task != other.Task)
            return Say($"{oneName} is of {one.Task.ToString().ToLowerInvariant()}, and {otherName} of {other.Task.ToString().ToLowerInvariant()}.");

        return one.Task switch
        {
            ModelTask.Detection => OfObjects(one, oneName, other, otherName),
            ModelTask.Classification => OfScores(one, oneName, other, otherName)
                ?? OfScores(other, otherName, one, oneName)
                ?? OfOrder(one, oneName, other, otherName),
            _ => OfMaps(one, oneName, other, otherName),
        };
    }

    /// <summary>Whether an answer has anything in it that a comparison would look at, so that a wrong answer cannot pass for the same.</summary>
    public static bool IsTelling(VisionAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        float least = LeastThatCounts(answer, answer);
        return (answer.Objects.Length > 0 && answer.Objects[0].Score >= least)
            || (answer.Classes.Length > 0 && answer.Classes[0].Score >= least)
            || answer.Map.ContainsAnyExcept((byte)0);
    }

    private static string? OfObjects(VisionAnswer one, string oneName, VisionAnswer other, string otherName)
    {
        var matching = new ObjectMatching(one.Objects, other.Objects, MinIou, ScoreTolerance);
        float least = LeastThatCounts(one, other);
        for (int i = 0; i < one.Objects.Length; i++)
        {
            if (one.Objects[i].Score >= least && !matching.HasOne(i))
                return Missing(one.Objects[i], oneName, other, otherName);
        }

        for (int i = 0; i < other.Objects.Length; i++)
        {
            if (other.Objects[i].Score >= least && !matching.HasOther(i))
                return Missing(other.Objects[i], otherName, one, oneName);
        }

        return null;
    }

    private static string Missing(SeenObject seen, string by, VisionAnswer other, string otherName)
    {
        SeenObject nearest = default;
        float largest = 0f;
        foreach (SeenObject candidate in other.Objects)
        {
            float iou = candidate.Label == seen.Label ? candidate.Box.IntersectionOverUnion(seen.Box) : 0f;
            if (iou > largest)
                (nearest, largest) = (candidate, iou);
        }

        string instead = largest > 0f ? Say($"at best {Describe(nearest)}, an overlap of {largest:0.00}") : "none there";
        return Say($"{by} has {Describe(seen)}, and {otherName} {instead}.");
    }

    private static string? OfScores(VisionAnswer one, string oneName, VisionAnswer other, string otherName)
    {
        float least = LeastThatCounts(one, other);
        for (int i = 0; i < one.Classes.Length && one.Classes[i].Score >= least; i++)
        {
            SeenClass seen = one.Classes[i];
            int partner = ClassPairing.PartnerOf(one.Classes, i, other.Classes);
            if (partner < 0)
                return Say($"{oneName} has '{seen.Label}' with {seen.Score:0.000}, and {otherName} has it not.");
            if (!(MathF.Abs(other.Classes[partner].Score - seen.Score) <= ScoreTolerance))
                return Say($"{oneName} has '{seen.Label}' with {seen.Score:0.000}, and {otherName} with {other.Classes[partner].Score:0.000}.");
        }

        return null;
    }

    private static string? OfOrder(VisionAnswer one, string oneName, VisionAnswer other, string otherName)
    {
        int[] partners = new int[one.Classes.Length];
        for (int i = 0; i < partners.Length; i++)
            partners[i] = ClassPairing.PartnerOf(one.Classes, i, other.Classes);
        for (int i = 0; i < partners.Length; i++)
        {
            for (int j = i + 1; j < partners.Length; j++)
            {
                SeenClass better = one.Classes[i], worse = one.Classes[j];
                bool isTurned = partners[i] >= 0 && partners[j] >= 0 && other.Classes[partners[i]].Score < other.Classes[partners[j]].Score;
                if (isTurned && better.Score - worse.Score > ScoreTolerance)
                    return Say($"{oneName} has '{better.Label}' before '{worse.Label}', and {otherName} the other way round.");
            }
        }

        return null;
    }

    private static string? OfMaps(VisionAnswer one, string oneName, VisionAnswer other, string otherName)
    {
        var comparison = new MapComparison(one, other, onlyCommonLabels: false);
        double same = comparison.Pixels == 0 ? 1.0 : (double)comparison.Same / comparison.Pixels;
        if (same >= MinSamePixels)
            return null;

        string where = comparison.FirstDifference is { } first ? Say($", the first other one at {first.X}, {first.Y} of {first.Width}×{first.Height}") : "";
        return Say($"{oneName} and {otherName} have the same class in {same:0.0%} of the pixels, and {MinSamePixels:0%} must be{where}.");
    }

    private static float LeastThatCounts(VisionAnswer one, VisionAnswer other) => MathF.Max(one.LeastScore, other.LeastScore) + ScoreTolerance;

    private static string Describe(SeenObject seen) => Say(
        $"'{seen.Label}' with {seen.Score:0.000} at {seen.Box.Left:0.000}, {seen.Box.Top:0.000} to {seen.Box.Right:0.000}, {seen.Box.Bottom:0.000}");

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
