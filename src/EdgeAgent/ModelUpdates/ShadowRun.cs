using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>
/// A model that looks at the live frames beside the one in use, without being heeded: on a thread of its own, at the pace it has, at copies of the frames. The
/// inference thread copies one frame where the last is done with, and waits for nothing.
/// </summary>
internal sealed class ShadowRun(IVisionTask candidate, float? minimumScore) : IFrameWitness, IDisposable
{
    /// <summary>Fewer frames in which something was seen say nothing.</summary>
    public const int FewestFrames = 10;

    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _offered = new(0, 1);
    private volatile bool _isFull;
    private readonly AnswerBuffer _wanted = new();
    private readonly AnswerBuffer _given = new();
    private byte[] _pixels = [];
    private FrameFormat _format;
    private int _pictureWidth;
    private int _pictureHeight;
    private double _agreement;
    private volatile Exception? _defect;

    /// <summary>Frames that both looked at.</summary>
    public int Frames { get; private set; }

    /// <summary>Frames in which one of them saw something.</summary>
    public int ToldFrames { get; private set; }

    /// <summary>How far they agreed, in [0, 1]; <see langword="null"/>: too few frames showed anything.</summary>
    public double? Agreement => ToldFrames < FewestFrames ? null : _agreement / ToldFrames;

    /// <inheritdoc/>
    public void Saw(IVisionTask model, in ImageView view, in VisionResult seen, TimeSpan latency)
    {
        if (_isFull || model == candidate || _defect is not null)
            return;

        try
        {
            if (_pixels.Length < view.Bytes.Length)
                _pixels = new byte[view.Bytes.Length];
            view.Bytes.CopyTo(_pixels);
            (_format, _pictureWidth, _pictureHeight) = (view.Format, view.PictureWidth, view.PictureHeight);
            _wanted.Set(seen, model.Model, view.PictureWidth, view.PictureHeight, minimumScore);
            _isFull = true;
            _offered.Release();
        }
        catch (Exception e)
        {
            // The live frames are nothing of this one's business.
            _defect = e;
        }
    }

    /// <inheritdoc/>
    public void Failed(IVisionTask model, Exception defect)
    {
    }

    /// <summary>Looks at frames until the time is over. For one thread.</summary>
    /// <param name="progress">Is told how much of the time is over, 0…1.</param>
    /// <exception cref="UpdateException">The model failed at a frame.</exception>
    /// <exception cref="OperationCanceledException">Not wanted any longer.</exception>
    public void Run(TimeSpan limit, TimeProvider time, Action<double> progress, CancellationToken stoppingToken)
    {
        long start = time.GetTimestamp();
        for (TimeSpan passed = TimeSpan.Zero; passed < limit; passed = time.GetElapsedTime(start))
        {
            progress(passed / limit);
            if (_offered.Wait(s_slice, stoppingToken))
                Look();
            if (_defect is { } defect)
                throw new UpdateException(UpdateReason.Unhealthy, $"It fails at a live frame: {defect.Message.TrimEnd('.')}.", defect);
        }
    }

    /// <summary>Nobody gives it frames any more.</summary>
    public void Dispose() => _offered.Dispose();

    private void Look()
    {
        try
        {
            var view = new ImageView(_format, _pixels.AsSpan(0, (int)_format.ByteCount), _pictureWidth, _pictureHeight);
            _given.Set(candidate.Look(view), candidate.Model, _pictureWidth, _pictureHeight, minimumScore);
            Frames++;
            if (SaysSomething(_wanted.Answer) || SaysSomething(_given.Answer))
            {
                _agreement += Inference.Tasks.Agreement.Of(_wanted.Answer, _given.Answer);
                ToldFrames++;
            }
        }
        catch (Exception e)
        {
            _defect = e;
        }
        finally
        {
            _isFull = false;
        }
    }

    private static bool SaysSomething(VisionAnswer answer) => answer.Objects.Length > 0 || answer.Classes.Length > 0 || answer.MapWidth > 0;
}
