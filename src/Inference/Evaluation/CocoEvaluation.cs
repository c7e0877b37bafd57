namespace EdgeVision.Inference.Evaluation;

/// <summary>
/// Precision and recall of a detector as COCO defines them (Lin et al. 2014, arXiv:1405.0312; cocodataset.org/#detection-eval) and as pycocotools'
/// <c>COCOeval</c> computes them: boxes of all sizes, the best 100 detections of each class in each picture, crowds ignored, precision made monotone and read
/// at 101 recalls, classes without an object left out. Equal scores rank in the order in which the pictures were added; pycocotools takes them by image id.
/// </summary>
public sealed class CocoEvaluation
{
    private const int MostDetections = 100;

    private readonly SortedDictionary<int, CocoClass> _classes = [];

    /// <summary>Adds one picture: what was found, in any order, and what is there.</summary>
    public void Add(ReadOnlySpan<Detection.Detection> detections, ReadOnlySpan<GroundTruthBox> objects)
    {
        ILookup<int, GroundTruthBox> truth = objects.ToArray().ToLookup(static box => box.LabelIndex);
        ILookup<int, Detection.Detection> found = detections.ToArray().OrderByDescending(static detection => detection.Score).ToLookup(static detection => detection.LabelIndex);
        foreach (int label in found.Select(static group => group.Key).Union(truth.Select(static group => group.Key)))
        {
            if (!_classes.TryGetValue(label, out CocoClass? record))
                _classes[label] = record = new CocoClass();
            record.Add([.. found[label].Take(MostDetections)], [.. truth[label]]);
        }
    }

    /// <summary>The figures of all pictures so far.</summary>
    public DetectionAccuracy Compute()
    {
        DetectionClassAccuracy[] classes = [.. _classes.Where(static pair => pair.Value.Objects > 0).Select(static pair => pair.Value.Compute(pair.Key))];
        if (classes.Length == 0)
            return new DetectionAccuracy(default, 0.0, []);

        var mean = new AveragePrecision(classes.Average(static one => one.Precision.AtHalf), classes.Average(static one => one.Precision.OverThresholds));
        return new DetectionAccuracy(mean, classes.Average(static one => one.Recall), [.. classes]);
    }
}
