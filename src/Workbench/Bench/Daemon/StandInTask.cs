using System.Diagnostics;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>
/// Sees five objects without looking: side by side, to and fro across half a box in eighty frames, so that the tracker has to follow and rules begin and end.
/// </summary>
/// <param name="model">The detector it stands in for.</param>
/// <param name="preprocessor">Prepares each image for a network that does not come; <see langword="null"/>: not even that.</param>
internal sealed class StandInTask(ModelManifest model, ImagePreprocessor? preprocessor) : IVisionTask
{
    private const int Objects = 5;
    private const int Period = 80;

    private readonly Detection[] _seen = new Detection[Objects];
    private readonly float[] _input = new float[preprocessor?.OutputLength ?? 0];
    private int _frame;

    /// <inheritdoc/>
    public ModelManifest Model => model;

    /// <inheritdoc/>
    public StageTimings LastTimings { get; private set; }

    /// <inheritdoc/>
    public VisionResult Look(in ImageView image)
    {
        long start = Stopwatch.GetTimestamp();
        preprocessor?.Run(image, _input);
        LastTimings = new StageTimings(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.Zero);

        int phase = _frame++ % Period;
        int width = image.Format.Width, height = image.Format.Height;
        float column = width / (Objects + 1f);
        float shift = column * 0.5f * Math.Min(phase, Period - phase) / (Period / 2);
        for (int i = 0; i < Objects; i++)
        {
            float left = (column * i) + shift;
            _seen[i] = new Detection(
                i % model.Labels.Length, 0.9f - (0.05f * i), new BoundingBox(left, height * 0.25f, left + (column * 0.8f), height * 0.75f));
        }

        return new VisionResult { Objects = _seen };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
