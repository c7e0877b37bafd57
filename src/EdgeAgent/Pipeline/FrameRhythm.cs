using EdgeVision.EdgeAgent.Tracking;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// How long a camera may give no frame before it counts as lost: the time of three frames, but at least <see cref="MinSilence"/>.
/// The rate is configured, or else learned from the frames so far. For one thread.
/// </summary>
internal sealed class FrameRhythm
{
    /// <summary>A shorter silence is no loss, however fast the camera is.</summary>
    public static readonly TimeSpan MinSilence = TimeSpan.FromSeconds(5);

    // Until the pace is learned: somewhat longer than a source waits before it opens its camera again.
    private static readonly TimeSpan s_untilKnown = TimeSpan.FromSeconds(15);

    // A longer pause is a loss and not a pace.
    private static readonly TimeSpan s_maxInterval = TimeSpan.FromSeconds(30);

    // Factor on the longest interval at each frame, so that a single pause is forgotten after some frames.
    private const double Forgetting = 0.9;
    private const int EnoughIntervals = 3;

    private readonly bool _learns;
    private Moment _last;
    private TimeSpan _interval;
    private int _intervals = -1;

    private FrameRhythm(bool learns, TimeSpan silence)
    {
        _learns = learns;
        Silence = silence;
    }

    /// <summary>How long there may be no frame.</summary>
    public TimeSpan Silence { get; private set; }

    /// <summary>For a camera with this many frames a second; <see langword="null"/>: the rate is learned.</summary>
    public static FrameRhythm At(double? fps) =>
        fps is double rate ? Fixed(TimeSpan.FromSeconds(Math.Max(MinSilence.TotalSeconds, 3 / rate))) : new(learns: true, s_untilKnown);

    /// <summary>Always the same.</summary>
    public static FrameRhythm Fixed(TimeSpan silence) => new(learns: false, silence);

    /// <summary>A frame came.</summary>
    public void Note(Moment now)
    {
        TimeSpan interval = now.Since(_last);
        _last = now;
        if (!_learns || (++_intervals > 0 && interval > s_maxInterval))
            return;
        if (_intervals > 0)
            _interval = interval > _interval * Forgetting ? interval : _interval * Forgetting;
        if (_intervals >= EnoughIntervals)
            Silence = 3 * _interval > MinSilence ? 3 * _interval : MinSilence;
    }
}
