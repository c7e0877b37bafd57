using System.Diagnostics;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Imaging;

/// <summary>
/// A session whose one input is an image, the way of an image into it and the clock of its stages: what every task begins with, whichever engine runs it.
/// Owns the model. Not thread-safe: one caller at a time.
/// </summary>
internal sealed class ImageSession : IDisposable
{
    private readonly LoadedModel _model;
    private readonly IInferenceSession _session;
    private readonly ImagePreprocessor _preprocessor;
    private readonly int _imageInput;
    private TimeSpan _preprocessing;
    private TimeSpan _inference;
    private long _inferred;

    /// <summary>Takes <paramref name="model"/>; where this throws, it is still its owner's.</summary>
    /// <exception cref="ModelFormatException">The model's input is not the image that the manifest describes.</exception>
    public ImageSession(LoadedModel model)
    {
        Manifest = model.Manifest;
        Contract = new ModelContract(model);
        _imageInput = Contract.ImageInput();
        _model = model;
        _session = model.Session;
        _preprocessor = new ImagePreprocessor(Manifest.Input!);
    }

    /// <summary>What the session was told of its model.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Compares the rest of the manifest with the model.</summary>
    public ModelContract Contract { get; }

    /// <inheritdoc cref="IInferenceSession.Kernels"/>
    public IReadOnlyList<string> Kernels => _session.Kernels;

    /// <inheritdoc cref="IInferenceSession.StartWorkers"/>
    public void StartWorkers() => _session.StartWorkers();

    /// <summary>How long the stages of the last image took; known from <see cref="EndDecoding"/> on.</summary>
    public StageTimings LastTimings { get; private set; }

    /// <summary>
    /// Brings <paramref name="image"/> through the network and tells the way back to its pixels; the decoding stage begins when this returns.
    /// </summary>
    /// <exception cref="ArgumentException">The image's bytes are fewer than its size and layout need.</exception>
    public ModelToImage Run(in ImageView image)
    {
        long start = Stopwatch.GetTimestamp();
        ModelToImage toImage = _preprocessor.Run(image, _session.Input(_imageInput));
        long preprocessed = Stopwatch.GetTimestamp();
        _session.Run();
        _inferred = Stopwatch.GetTimestamp();
        _preprocessing = Stopwatch.GetElapsedTime(start, preprocessed);
        _inference = Stopwatch.GetElapsedTime(preprocessed, _inferred);
        return toImage;
    }

    /// <inheritdoc cref="IInferenceSession.Output"/>
    public ReadOnlySpan<float> Output(int index) => _session.Output(index);

    /// <summary>Ends the stage that <see cref="Run"/> began.</summary>
    public void EndDecoding() => LastTimings = new StageTimings(_preprocessing, _inference, Stopwatch.GetElapsedTime(_inferred));

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
