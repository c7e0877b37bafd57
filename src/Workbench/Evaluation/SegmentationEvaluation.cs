namespace EdgeVision.Workbench.Evaluation;

/// <summary>
/// Accuracy of a segmenter by its confusion matrix, as Pascal VOC defines it (Everingham et al. 2015,
/// doi:10.1007/s11263-014-0733-5, §4.1; the development kit's
/// <c>VOCevalseg</c>): intersection over union of each class, TP / (TP + FP + FN), over the pixels of all pictures together, background among the classes and
/// void pixels left out. The mean is over the classes that truth or prediction has: of a class that is nowhere the kit gets 0 / 0, and no mean at all.
/// </summary>
public sealed class SegmentationEvaluation
{
    /// <summary>Ground truth of a pixel that counts neither for nor against: borders and what nobody could tell.</summary>
    public const byte Void = 255;

    private readonly int _classes;
    private readonly long[] _confusion;

    /// <param name="classes">How many classes there are with background, 1 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not in that range.</exception>
    public SegmentationEvaluation(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, (int)Void);
        _classes = classes;
        _confusion = new long[classes * classes];
    }

    /// <summary>Adds one picture, pixel by pixel.</summary>
    /// <param name="predicted">A class a pixel, 0 for background.</param>
    /// <param name="truth">A class a pixel, or <see cref="Void"/>; as many pixels as <paramref name="predicted"/>.</param>
    /// <exception cref="ArgumentException">The numbers of pixels differ, or a pixel has a class there is not; nothing was added.</exception>
    public void Add(ReadOnlySpan<byte> predicted, ReadOnlySpan<byte> truth)
    {
        if (predicted.Length != truth.Length)
            throw new ArgumentException($"{predicted.Length} pixels were predicted, but truth has {truth.Length}.", nameof(truth));
        Require(predicted, isVoidAllowed: false, nameof(predicted));
        Require(truth, isVoidAllowed: true, nameof(truth));

        for (int i = 0; i < truth.Length; i++)
        {
            if (truth[i] != Void)
                _confusion[(truth[i] * _classes) + predicted[i]]++;
        }
    }

    /// <summary>Pixels of class <paramref name="truth"/> that were taken for class <paramref name="predicted"/>.</summary>
    public long Pixels(int truth, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)truth, (uint)_classes, nameof(truth));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)_classes, nameof(predicted));
        return _confusion[(truth * _classes) + predicted];
    }

    /// <summary>The figures of all pictures so far.</summary>
    public SegmentationAccuracy Compute()
    {
        var classes = new List<SegmentationClassAccuracy>();
        long right = 0, all = 0;
        for (int one = 0; one < _classes; one++)
        {
            long inTruth = 0, inPrediction = 0, both = Pixels(one, one);
            for (int other = 0; other < _classes; other++)
            {
                inTruth += Pixels(one, other);
                inPrediction += Pixels(other, one);
            }

            right += both;
            all += inTruth;
            if (inTruth + inPrediction > 0)
                classes.Add(new SegmentationClassAccuracy(one, inTruth, inPrediction, both));
        }

        return new SegmentationAccuracy(
            classes.Count == 0 ? 0.0 : classes.Average(static one => one.IntersectionOverUnion), all == 0 ? 0.0 : (double)right / all, all, [.. classes]);
    }

    private void Require(ReadOnlySpan<byte> pixels, bool isVoidAllowed, string name)
    {
        foreach (byte pixel in pixels)
        {
            if (pixel >= _classes && !(isVoidAllowed && pixel == Void))
                throw new ArgumentException($"A pixel has class {pixel}, but there are {_classes} classes, background among them.", name);
        }
    }
}
