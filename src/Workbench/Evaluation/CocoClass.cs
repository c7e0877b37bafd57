using EdgeVision.Inference.Detection;

namespace EdgeVision.Workbench.Evaluation;

/// <summary>
/// What was found of one class over all pictures, and its precision and recall on objects of one size. Objects of other sizes count neither for nor against,
/// and neither do detections of other sizes that find nothing. Keeps eight bytes a detection.
/// </summary>
internal sealed class CocoClass(ObjectSize size)
{
    private const int Recalls = 101;

    private readonly List<CocoOutcome> _found = [];

    /// <summary>Objects that count, crowds excluded.</summary>
    public int Objects { get; private set; }

    /// <summary>Adds one picture.</summary>
    /// <param name="detections">Best first.</param>
    /// <param name="objects">Crowds among them.</param>
    public void Add(ReadOnlySpan<Detection> detections, GroundTruthBox[] objects)
    {
        GroundTruthBox[] counted = [.. objects.Where(Counts)], others = [.. objects.Where(box => !Counts(box))];
        Objects += counted.Length;

        // Bit t of an object's entry: a detection has it at threshold t.
        int[] taken = new int[counted.Length], takenOthers = new int[others.Length];
        foreach (Detection detection in detections)
        {
            int right = 0, ignored = 0;
            bool isOfSize = CocoThresholds.IsOfSize(size, Area(detection.Box));
            for (int threshold = 0; threshold < CocoThresholds.Count; threshold++)
            {
                int bit = 1 << threshold;
                if (Take(detection.Box, counted, taken, bit, CocoThresholds.Overlap(threshold)))
                    right |= bit;
                else if (Take(detection.Box, others, takenOthers, bit, CocoThresholds.Overlap(threshold)) || !isOfSize)
                    ignored |= bit;
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

    /// <summary>Takes the free object that the box overlaps most, the last of equals, if one overlaps enough. A crowd is always free.</summary>
    private static bool Take(BoundingBox box, GroundTruthBox[] objects, int[] taken, int bit, double minOverlap)
    {
        int match = -1;
        for (int i = 0; i < objects.Length; i++)
        {
            if ((taken[i] & bit) != 0 && !objects[i].IsCrowd)
                continue;

            double overlap = Overlap(box, objects[i].Box, objects[i].IsCrowd);
            if (overlap >= minOverlap)
                (minOverlap, match) = (overlap, i);
        }

        if (match < 0)
            return false;

        taken[match] |= bit;
        return true;
    }

    /// <summary>Intersection over union; over the detection's own area where the object is a crowd.</summary>
    private static double Overlap(BoundingBox found, BoundingBox truth, bool isCrowd)
    {
        double width = Math.Min((double)found.Right, truth.Right) - Math.Max((double)found.Left, truth.Left);
        double height = Math.Min((double)found.Bottom, truth.Bottom) - Math.Max((double)found.Top, truth.Top);
        if (width <= 0.0 || height <= 0.0)
            return 0.0;

        double intersection = width * height;
        return intersection / (isCrowd ? Area(found) : Area(found) + Area(truth) - intersection);
    }

    private static double Area(BoundingBox box) => ((double)box.Right - box.Left) * ((double)box.Bottom - box.Top);

    private bool Counts(GroundTruthBox box) => !box.IsCrowd && CocoThresholds.IsOfSize(size, box.Area ?? Area(box.Box));

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
