using EdgeVision.Inference.Detection;

namespace EdgeVision.Inference.Evaluation;

/// <summary>What was found of one class over all pictures, and its precision and recall. Keeps eight bytes a detection.</summary>
internal sealed class CocoClass
{
    private const int Recalls = 101;

    private readonly List<CocoOutcome> _found = [];

    /// <summary>Objects that count, crowds excluded.</summary>
    public int Objects { get; private set; }

    /// <summary>Adds one picture.</summary>
    /// <param name="detections">Best first.</param>
    /// <param name="objects">Crowds among them.</param>
    public void Add(ReadOnlySpan<Detection.Detection> detections, GroundTruthBox[] objects)
    {
        BoundingBox[] single = [.. objects.Where(static box => !box.IsCrowd).Select(static box => box.Box)];
        BoundingBox[] crowds = [.. objects.Where(static box => box.IsCrowd).Select(static box => box.Box)];
        Objects += single.Length;

        // Bit t of an object's entry: a detection has it at threshold t.
        var taken = new int[single.Length];
        foreach (Detection.Detection detection in detections)
        {
            int right = 0, ignored = 0;
            for (int threshold = 0; threshold < CocoThresholds.Count; threshold++)
            {
                int bit = 1 << threshold;
                double overlap = CocoThresholds.Overlap(threshold);
                int match = BestMatch(detection.Box, single, taken, bit, overlap);
                if (match >= 0)
                {
                    taken[match] |= bit;
                    right |= bit;
                }
                else if (Array.Exists(crowds, crowd => Overlap(detection.Box, crowd, isCrowd: true) >= overlap))
                {
                    ignored |= bit;
                }
            }

            _found.Add(new CocoOutcome(detection.Score, (ushort)right, (ushort)ignored));
        }
    }

    /// <summary>The figures of all pictures so far; <see cref="Objects"/> must not be 0.</summary>
    public DetectionClassAccuracy Compute(int labelIndex)
    {
        // A stable sort, so that equal scores keep the order of the pictures.
        CocoOutcome[] ranked = [.. _found.OrderByDescending(static outcome => outcome.Score)];
        var precisions = new double[CocoThresholds.Count];
        double recall = 0.0;
        for (int threshold = 0; threshold < precisions.Length; threshold++)
        {
            precisions[threshold] = Precision(ranked, threshold);
            recall += (double)ranked.Count(outcome => outcome.IsRight(threshold)) / Objects / precisions.Length;
        }

        return new DetectionClassAccuracy(labelIndex, Objects, new AveragePrecision(precisions[0], precisions.Average()), recall);
    }

    /// <summary>The object without a detection at this threshold that the box overlaps most, the last of equals; -1 where none overlaps enough.</summary>
    private static int BestMatch(BoundingBox box, BoundingBox[] objects, int[] taken, int bit, double least)
    {
        int match = -1;
        for (int i = 0; i < objects.Length; i++)
        {
            if ((taken[i] & bit) != 0)
                continue;

            double overlap = Overlap(box, objects[i], isCrowd: false);
            if (overlap >= least)
                (least, match) = (overlap, i);
        }

        return match;
    }

    /// <summary>Intersection over union; over the detection's own area where the object is a crowd.</summary>
    private static double Overlap(BoundingBox found, BoundingBox truth, bool isCrowd)
    {
        double width = Math.Min((double)found.Right, truth.Right) - Math.Max((double)found.Left, truth.Left);
        double height = Math.Min((double)found.Bottom, truth.Bottom) - Math.Max((double)found.Top, truth.Top);
        if (width <= 0.0 || height <= 0.0)
            return 0.0;

        double intersection = width * height;
        double foundArea = ((double)found.Right - found.Left) * ((double)found.Bottom - found.Top);
        double truthArea = ((double)truth.Right - truth.Left) * ((double)truth.Bottom - truth.Top);
        return intersection / (isCrowd ? foundArea : foundArea + truthArea - intersection);
    }

    private double Precision(CocoOutcome[] ranked, int threshold)
    {
        var recalls = new List<double>();
        var precisions = new List<double>();
        int right = 0, wrong = 0;
        foreach (CocoOutcome outcome in ranked)
        {
            if (outcome.IsIgnored(threshold))
                continue;

            _ = outcome.IsRight(threshold) ? right++ : wrong++;
            recalls.Add((double)right / Objects);
            precisions.Add((double)right / (right + wrong));
        }

        for (int i = precisions.Count - 2; i >= 0; i--)
            precisions[i] = Math.Max(precisions[i], precisions[i + 1]);

        double sum = 0.0;
        int next = 0;
        for (int i = 0; i < Recalls; i++)
        {
            while (next < recalls.Count && recalls[next] < CocoThresholds.Recall(i))
                next++;
            sum += next < precisions.Count ? precisions[next] : 0.0;
        }

        return sum / Recalls;
    }
}
