using EdgeVision.Inference.Detection;
namespace EdgeVision.Workbench.Evaluation;

/// <summary>
/// Precision and recall of a detector as COCO defines them (Lin et al. 2014, arXiv:1405.0312; cocodataset.org/#detection-eval) and as pycocotools'
/// <c>COCOeval</c> computes them: the best 100 detections of each class in each picture, crowds ignored, precision made monotone and read at 101 recalls,
/// classes without an object left out. Equal scores rank in the order in which the pictures were added; pycocotools takes them by image id.
/// </summary>
public sealed class CocoEvaluation
{
    private const int MaxDetections = 100;

    private static readonly ObjectSize[] s_sizes = Enum.GetValues<ObjectSize>();

    private readonly SortedDictionary<int, CocoClass[]> _classes = [];

    /// <summary>Adds one picture: what was found, in any order, and what is there.</summary>
    public void Add(ReadOnlySpan<Detection> detections, ReadOnlySpan<GroundTruthBox> objects)
    {
        ILookup<int, GroundTruthBox> truth = objects.ToArray().ToLookup(static box => box.LabelIndex);
        ILookup<int, Detection> found = detections.ToArray().OrderByDescending(static detection => detection.Score)
            .ToLookup(static detection => detection.LabelIndex);
        foreach (int label in found.Select(static group => group.Key).Union(truth.Select(static group => group.Key)))
        {
            if (!_classes.TryGetValue(label, out CocoClass[]? sizes))
                _classes[label] = sizes = [.. s_sizes.Select(static size => new CocoClass(size))];
            foreach (CocoClass size in sizes)
                size.Add([.. found[label].Take(MaxDetections)], [.. truth[label]]);
        }
    }

    /// <summary>The figures of all pictures so far.</summary>
    public DetectionAccuracy Compute()
    {
        DetectionClassAccuracy[] classes = Classes(ObjectSize.All);
        SizePrecision[] sizes = [.. s_sizes[1..].Select(size => (size, classes: Classes(size))).Where(static pair => pair.classes.Length > 0)
            .Select(static pair => new SizePrecision(pair.size, pair.classes.Sum(static one => one.Objects), Mean(pair.classes)))];
        return classes.Length == 0
            ? new DetectionAccuracy(default, 0.0, [], [])
            : new DetectionAccuracy(Mean(classes), classes.Average(static one => one.Recall), [.. sizes], [.. classes]);
    }

    private static AveragePrecision Mean(DetectionClassAccuracy[] classes) =>
        new(classes.Average(static one => one.Precision.AtHalf), classes.Average(static one => one.Precision.OverThresholds));

    private DetectionClassAccuracy[] Classes(ObjectSize size) =>
        [.. _classes.Where(pair => pair.Value[(int)size].Objects > 0).Select(pair => pair.Value[(int)size].Compute(pair.Key))];
}
