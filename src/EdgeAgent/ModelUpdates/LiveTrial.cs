using System.Globalization;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>Counts what a model does with live frames while the one before is still at hand.</summary>
internal sealed class LiveTrial(IVisionTask candidate, ModelTrialOptions options) : IFrameWitness
{
    // One frame may fail for a reason of its own.
    private const int MaxDefects = 3;
    private const int FewestTimed = 20;

    private readonly LatencyHistogram _inference = new();
    private volatile Exception? _defect;
    private int _frames;
    private int _defects;

    /// <summary>Frames that went all their way.</summary>
    public int Frames => Volatile.Read(ref _frames);

    /// <summary>How much of the frames are over, 0…1.</summary>
    public double Progress => Math.Min(1, (double)Frames / options.Frames);

    /// <summary>Whether enough frames went all their way.</summary>
    public bool HasSeenEnough => Frames >= options.Frames;

    /// <inheritdoc/>
    public void Saw(IVisionTask model, in ImageView view, in VisionResult seen, TimeSpan latency)
    {
        if (model != candidate)
            return;

        var times = model.LastTimings;
        _inference.Record(times.Preprocessing + times.Inference + times.Decoding);
        Volatile.Write(ref _frames, _frames + 1);
    }

    /// <inheritdoc/>
    public void Failed(IVisionTask model, Exception defect)
    {
        if (model != candidate)
            return;

        _defect = defect;
        Volatile.Write(ref _defects, _defects + 1);
    }

    /// <summary>Looks at what has come so far.</summary>
    /// <exception cref="UpdateException">It must go.</exception>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _defects) >= MaxDefects)
            throw new UpdateException(UpdateReason.Unhealthy, $"It failed at {MaxDefects} live frames: {_defect!.Message.TrimEnd('.')}.", _defect);
        if (options.MaximumLatency is not { } limit || Frames < Math.Min(FewestTimed, options.Frames))
            return;

        TimeSpan median = _inference.Percentile(0.5);
        if (median > limit)
        {
            throw new UpdateException(UpdateReason.TooSlow, string.Create(
                CultureInfo.InvariantCulture,
                $"An inference takes {median.TotalMilliseconds:0.0} ms here as the median, "
                + $"and modelUpdates.trial.maximumLatency is {limit.TotalMilliseconds:0.0} ms."));
        }
    }
}
