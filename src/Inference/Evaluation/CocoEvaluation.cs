using EdgeVision.Inference.Detection;

namespace EdgeVision.Inference.Evaluation;

/// <summary>
/// Average precision as COCO defines it (Lin et al. 2014, arXiv:1405.0312; cocodataset.org/#detection-eval): boxes of all sizes, at most 100 detections of a class
/// a picture, precision made monotone and read at 101 recalls, classes without an object left out, crowds ignored.
/// </summary>
public sealed class CocoEvaluation
{
    private const int MostDetections = 100;
    private const int Thresholds = 10;
    private const int Recalls = 101;

    private readonly Dictionary<int, ClassRecord> _classes = [];

    /// <summary>Adds one picture: what was found and what is there.</summary>
    public void Add(ReadOnlySpan<Detection.Detection> detections, ReadOnlySpan<GroundTruthBox> objects)
    {
        Detection.Detection[] best = [.. detections.ToArray().OrderByDescending(static detection => detection.Score)];
        GroundTruthBox[] truth = objects.ToArray();
        foreach (int label in best.Select(static detection => detection.LabelIndex).Union(truth.Select(static box => box.LabelIndex)))
        {
            if (!_classes.TryGetValue(label, out ClassRecord? record))
                _classes[label] = record = new ClassRecord();
            record.Add([.. best.Where(detection => detection.LabelIndex == label).Take(MostDetections)], [.. truth.Where(box => box.LabelIndex == label)]);
        }
    }

    /// <summary>The means over all pictures so far; both 0 when no object was there.</summary>
    public AveragePrecision Compute()
    {
        double[][] precisions = [.. _classes.Values.Where(static record => record.Objects > 0).Select(static record => record.Precisions())];
        return precisions.Length == 0
            ? default
            : new AveragePrecision(precisions.Average(static ap => ap[0]), precisions.Average(static ap => ap.Average()));
    }

    private enum Outcome : byte
    {
        Wrong,
        Right,
        Ignored,
    }

    private sealed class ClassRecord
    {
        private readonly List<(float Score, Outcome[] Outcomes)> _found = [];

        /// <summary>Objects that count, crowds excluded.</summary>
        public int Objects { get; private set; }

        /// <param name="detections">Best first.</param>
        public void Add(Detection.Detection[] detections, GroundTruthBox[] objects)
        {
            Objects += objects.Count(static box => !box.IsCrowd);
            Outcome[][] outcomes = [.. detections.Select(static _ => new Outcome[Thresholds])];
            for (int i = 0; i < Thresholds; i++)
            {
                var taken = new bool[objects.Length];
                for (int k = 0; k < detections.Length; k++)
                    outcomes[k][i] = Match(detections[k].Box, objects, taken, 0.5 + (0.05 * i));
            }

            for (int k = 0; k < detections.Length; k++)
                _found.Add((detections[k].Score, outcomes[k]));
        }

        /// <summary>Average precision at each threshold.</summary>
        public double[] Precisions()
        {
            // A stable sort, so that equal scores count in the order in which the pictures were added.
            Outcome[][] ranked = [.. _found.OrderByDescending(static found => found.Score).Select(static found => found.Outcomes)];
            return [.. Enumerable.Range(0, Thresholds).Select(threshold => Precision([.. ranked.Select(outcomes => outcomes[threshold])]))];
        }

        /// <summary>Each object is found once, by the best detection that overlaps it enough; a crowd swallows any number.</summary>
        private static Outcome Match(BoundingBox box, GroundTruthBox[] objects, bool[] taken, double threshold)
        {
            int match = -1;
            double best = Math.Min(threshold, 1.0 - 1e-10);
            for (int i = 0; i < objects.Length; i++)
            {
                if (objects[i].IsCrowd || taken[i])
                    continue;

                double overlap = Overlap(box, objects[i].Box, crowd: false);
                if (overlap >= best)
                    (best, match) = (overlap, i);
            }

            if (match >= 0)
            {
                taken[match] = true;
                return Outcome.Right;
            }

            return objects.Any(other => other.IsCrowd && Overlap(box, other.Box, crowd: true) >= threshold) ? Outcome.Ignored : Outcome.Wrong;
        }

        /// <summary>Intersection over union; over the detection's own area where the object is a crowd.</summary>
        private static double Overlap(BoundingBox found, BoundingBox truth, bool crowd)
        {
            double width = Math.Min((double)found.Right, truth.Right) - Math.Max((double)found.Left, truth.Left);
            double height = Math.Min((double)found.Bottom, truth.Bottom) - Math.Max((double)found.Top, truth.Top);
            if (width <= 0.0 || height <= 0.0)
                return 0.0;

            double intersection = width * height, foundArea = (double)found.Width * found.Height, truthArea = (double)truth.Width * truth.Height;
            return intersection / (crowd ? foundArea : foundArea + truthArea - intersection);
        }

        private double Precision(Outcome[] ranked)
        {
            var recalls = new List<double>();
            var precisions = new List<double>();
            int right = 0, wrong = 0;
            foreach (Outcome outcome in ranked.Where(static outcome => outcome != Outcome.Ignored))
            {
                _ = outcome == Outcome.Right ? right++ : wrong++;
                recalls.Add((double)right / Objects);
                precisions.Add((double)right / (right + wrong));
            }

            for (int i = precisions.Count - 2; i >= 0; i--)
                precisions[i] = Math.Max(precisions[i], precisions[i + 1]);

            double sum = 0.0;
            int next = 0;
            for (int i = 0; i < Recalls; i++)
            {
                while (next < recalls.Count && recalls[next] < i / (Recalls - 1.0))
                    next++;
                sum += next < precisions.Count ? precisions[next] : 0.0;
            }

            return sum / Recalls;
        }
    }
}
