using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Classification;

/// <summary>Says what an image shows: preprocessing, network and ranking behind one verb. Not thread-safe: one caller at a time.</summary>
public sealed class ImageClassifier : IDisposable
{
    private readonly ImageSession _session;
    private readonly ClassRanking _ranking;
    private readonly int _scores;

    private ImageClassifier(ModelManifest manifest, string modelPath, IInferenceSession session, int most)
    {
        ClassificationOutput output = manifest.Classification
            ?? throw new ModelFormatException(modelPath, null, $"the manifest's task is {manifest.Task}, not classification");
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);

        _session = new ImageSession(manifest, modelPath, session);
        _scores = _session.Contract.Output(output.Scores);
        TensorSpec scores = _session.Contract.RequireLabelsFor(_scores, ^1);
        if (scores.Length != scores.Shape[^1])
            throw _session.Contract.Error($"output {scores} is not one row of class scores");

        Model = manifest;
        _ranking = new ClassRanking(manifest, output.ScoreKind, most);
    }

    /// <summary>What the classifier was told of its model.</summary>
    public ModelManifest Model { get; }

    /// <inheritdoc cref="IInferenceSession.Kernels"/>
    public IReadOnlyList<string> Kernels => _session.Kernels;

    /// <summary>How long the stages of the last <see cref="Classify"/> took.</summary>
    public StageTimings LastTimings => _session.LastTimings;

    /// <summary>A classifier of <paramref name="package"/>' model that reports its <paramref name="most"/> likeliest classes.</summary>
    /// <exception cref="ModelFormatException">The engine cannot run the model, or model and manifest contradict each other.</exception>
    public static ImageClassifier Open(ModelPackage package, EngineOptions engine, int most = 5)
    {
        ArgumentNullException.ThrowIfNull(package);
        return Open(package.Manifest, package.ModelPath, InferenceSessions.Open(package.File, engine), most);
    }

    /// <summary>A classifier over a session that is already open and that the classifier disposes.</summary>
    /// <param name="modelPath">The model file, for messages.</param>
    /// <exception cref="ModelFormatException">Model and manifest contradict each other.</exception>
    public static ImageClassifier Open(ModelManifest manifest, string modelPath, IInferenceSession session, int most = 5)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(session);
        try
        {
            return new ImageClassifier(manifest, modelPath, session, most);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The likeliest classes, best first; the span is valid until the next call. Allocates nothing once an image of this size and layout has been seen.
    /// </summary>
    /// <exception cref="ArgumentException">The image's bytes are fewer than its size and layout need.</exception>
    public ReadOnlySpan<ClassScore> Classify(in ImageView image)
    {
        _session.Run(image);
        ReadOnlySpan<ClassScore> best = _ranking.Rank(_session.Output(_scores));
        _session.EndDecoding();
        return best;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
