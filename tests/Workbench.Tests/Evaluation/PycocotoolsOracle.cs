using EdgeVision.Inference.Detection;
using EdgeVision.Workbench.Evaluation;

namespace EdgeVision.Workbench.Tests.Evaluation;

/// <summary>
/// One class and range of areas by the steps that pycocotools' <c>COCOeval</c> takes (evaluateImg, accumulate), in its order and without any of our
/// shortcuts: truth is sorted with what is ignored last, walked through for each threshold anew, and the curve is searched from its start for each recall.
/// </summary>
internal static class PycocotoolsOracle
{
    public static (double AtHalf, double OverThresholds, double Recall) Evaluate(
        IReadOnlyList<RandomScene> scenes, int label, double minArea = 0, double maxArea = 1e10)
    {
        double[] precisions = new double[10], recalls = new double[10];
        for (int t = 0; t < 10; t++)
        {
            double threshold = t == 9 ? 0.95 : (t * ((0.95 - 0.5) / 9)) + 0.5;
            List<(float Score, bool IsMatched, bool IsIgnored)> all = [.. scenes.SelectMany(scene => EvaluateImage(scene, label, threshold, minArea, maxArea))];
            (precisions[t], recalls[t]) = Accumulate([.. all.OrderBy(static one => -one.Score)], Objects(scenes, label, minArea, maxArea));
        }

        return (precisions[0], precisions.Average(), recalls.Average());
    }

    public static int Objects(IReadOnlyList<RandomScene> scenes, int label, double minArea, double maxArea) =>
        scenes.Sum(scene => scene.GroundTruth.Count(box => box.LabelIndex == label && !IsIgnored(box, minArea, maxArea)));

    private static List<(float Score, bool IsMatched, bool IsIgnored)> EvaluateImage(
        RandomScene scene, int label, double threshold, double minArea, double maxArea)
    {
        GroundTruthBox[] truth = [.. scene.GroundTruth.Where(box => box.LabelIndex == label).OrderBy(box => IsIgnored(box, minArea, maxArea) ? 1 : 0)];
        var isTaken = new bool[truth.Length];
        var results = new List<(float, bool, bool)>();
        foreach (Inference.Detection.Detection found in scene.Found.Where(found => found.LabelIndex == label).OrderBy(static found => -found.Score).Take(100))
        {
            double best = Math.Min(threshold, 1 - 1e-10);
            int match = -1;
            for (int g = 0; g < truth.Length; g++)
            {
                if (isTaken[g] && !truth[g].IsCrowd)
                    continue;
                if (match > -1 && !IsIgnored(truth[match], minArea, maxArea) && IsIgnored(truth[g], minArea, maxArea))
                    break;
                double overlap = Overlap(found.Box, truth[g].Box, truth[g].IsCrowd);
                if (overlap < best)
                    continue;
                best = overlap;
                match = g;
            }

            if (match >= 0)
                isTaken[match] = true;
            double area = ((double)found.Box.Right - found.Box.Left) * (found.Box.Bottom - found.Box.Top);
            bool isIgnored = match >= 0 ? IsIgnored(truth[match], minArea, maxArea) : area < minArea || area > maxArea;
            results.Add((found.Score, match >= 0, isIgnored));
        }

        return results;
    }

    private static (double Precision, double Recall) Accumulate((float Score, bool IsMatched, bool IsIgnored)[] ranked, int objects)
    {
        double[] right = new double[ranked.Length], precision = new double[ranked.Length];
        double hits = 0, misses = 0;
        for (int i = 0; i < ranked.Length; i++)
        {
            hits += ranked[i].IsMatched && !ranked[i].IsIgnored ? 1 : 0;
            misses += !ranked[i].IsMatched && !ranked[i].IsIgnored ? 1 : 0;
            right[i] = hits / objects;
            precision[i] = hits / (misses + hits + double.Epsilon);
        }

        for (int i = ranked.Length - 1; i > 0; i--)
            precision[i - 1] = precision[i] > precision[i - 1] ? precision[i] : precision[i - 1];

        double sum = 0;
        for (int r = 0; r <= 100; r++)
        {
            int place = Array.FindIndex(right, value => value >= (r == 100 ? 1.0 : r * 0.01));
            sum += place < 0 ? 0 : precision[place];
        }

        return (sum / 101, ranked.Length == 0 ? 0 : right[^1]);
    }

    private static bool IsIgnored(GroundTruthBox box, double minArea, double maxArea)
    {
        double area = box.Area ?? ((double)box.Box.Right - box.Box.Left) * (box.Box.Bottom - box.Box.Top);
        return box.IsCrowd || area < minArea || area > maxArea;
    }

    private static double Overlap(BoundingBox a, BoundingBox b, bool isCrowd)
    {
        double w = Math.Min((double)a.Right, b.Right) - Math.Max((double)a.Left, b.Left),
            h = Math.Min((double)a.Bottom, b.Bottom) - Math.Max((double)a.Top, b.Top);
        double both = w > 0 && h > 0
            ? w * h
            : 0, one = ((double)a.Right - a.Left) * (a.Bottom - a.Top), other = ((double)b.Right - b.Left) * (b.Bottom - b.Top);
        return both / (isCrowd ? one : one + other - both);
    }
}
