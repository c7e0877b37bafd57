using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tasks;

/// <summary>Says what an image shows: preprocessing, network and ranking behind one verb. Owns its model. Not thread-safe: one caller at a time.</summary>
public sealed class ImageClassifier : IVisionTask
{
    private readonly ImageSession _session;
    private readonly ClassRanking _ranking;
    private readonly float _minimumScore;
    private readonly int _scores;

    private ImageClassifier(LoadedModel model, int most, float minimumScore)
    {
        ClassificationOutput output = model.Manifest.Classification ?? throw model.Error($"the manifest's task is {model.Manifest.Task}, not classification");
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);

        _session = new ImageSession(model);
        _scores = _session.Contract.Output(output.Scores);
        TensorSpec scores = _session.Contract.RequireLabelsFor(_scores, ^1);
        if (scores.Length != scores.Shape[^1])
            throw _session.Contract.Error($"output {scores} is not one row of class scores");

        _ranking = new ClassRanking(model.Manifest, output.ScoreKind, most);
        _minimumScore = minimumScore;
    }

    /// <inheritdoc/>
    public ModelManifest Model => _session.Manifest;

    /// <inheritdoc/>
    public IReadOnlyList<string> Kernels => _session.Kernels;

    /// <inheritdoc/>
    public void StartWorkers() => _session.StartWorkers();

    /// <inheritdoc/>
    public StageTimings LastTimings => _session.LastTimings;

    /// <summary>A classifier that takes <paramref name="model"/>, which is disposed of where this throws.</summary>
    /// <param name="most">How many of the likeliest classes are reported, at least 1.</param>
    /// <param name="minimumScore">Classes below it are not reported, in [0, 1].</param>
    /// <exception cref="ModelFormatException">Model and manifest contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is less than 1.</exception>
    public static ImageClassifier Open(LoadedModel model, int most = 5, float minimumScore = 0f)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.HandOver(model => new ImageClassifier(model, most, minimumScore));
    }

    /// <summary>
    /// The likeliest classes, best first; the span is valid until the next call. Allocates nothing once an image of this size and layout has been seen.
    /// </summary>
    /// <exception cref="ArgumentException">The image's bytes are fewer than its size and layout need.</exception>
    public ReadOnlySpan<ClassScore> Classify(in ImageView image)
    {
        _session.Run(image);
        ReadOnlySpan<ClassScore> best = _ranking.Rank(_session.Output(_scores));
        int count = 0;
        while (count < best.Length && best[count].Score >= _minimumScore)
            count++;
        _session.EndDecoding();
        return best[..count];
    }

    /// <inheritdoc/>
    public VisionResult Look(in ImageView image) => new() { Classes = Classify(image) };

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
