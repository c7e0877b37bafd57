using EdgeVision.Inference.Classification;

namespace EdgeVision.Workbench.Evaluation;

/// <summary>
/// Accuracy of a classifier as ImageNet defines it: the right class is the likeliest one, or among the five likeliest (Russakovsky et al.
/// 2015, arXiv:1409.0575, §4.1).
/// </summary>
public sealed class ClassificationEvaluation
{
    /// <summary>How many of the likeliest classes <see cref="Add"/> looks at.</summary>
    public const int MaxClasses = 5;

    private readonly SortedDictionary<int, (int Pictures, int First, int Five)> _classes = [];

    /// <summary>Adds one picture.</summary>
    /// <param name="best">The likeliest classes, best first; only the first five count.</param>
    /// <param name="labelIndex">What the picture shows.</param>
    public void Add(ReadOnlySpan<ClassScore> best, int labelIndex)
    {
        int rank = 0;
        while (rank < best.Length && best[rank].LabelIndex != labelIndex)
            rank++;

        (int pictures, int first, int five) = _classes.GetValueOrDefault(labelIndex);
        bool isFound = rank < best.Length;
        _classes[labelIndex] = (pictures + 1, first + (isFound && rank == 0 ? 1 : 0), five + (isFound && rank < MaxClasses ? 1 : 0));
    }

    /// <summary>The figures of all pictures so far.</summary>
    public ClassificationAccuracy Compute()
    {
        int pictures = _classes.Values.Sum(static one => one.Pictures);
        return new ClassificationAccuracy(
            new Proportion(_classes.Values.Sum(static one => one.First), pictures),
            new Proportion(_classes.Values.Sum(static one => one.Five), pictures),
            [.. _classes.Select(static one => new ClassificationClassAccuracy(
                one.Key, new Proportion(one.Value.First, one.Value.Pictures), new Proportion(one.Value.Five, one.Value.Pictures)))]);
    }
}
