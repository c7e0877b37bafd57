using System.Diagnostics.CodeAnalysis;
using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// One camera in the pipeline: its capture thread, which puts frames into a slot where the newest wins, and the state that the inference thread keeps for
/// it. Owns its source.
/// </summary>
internal sealed class CameraChannel : IDisposable
{
    // The pauses after reads that end in a defect; short enough that the watchdog hears from the thread in time.
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan s_maxPause = TimeSpan.FromSeconds(1);

    private readonly IFrameSource _source;
    private readonly LatestFrame _slot = new();
    private readonly FrameRhythm _rhythm;
    private Thread? _thread;
    private long _captured;
    private long _inferred;
    private long _damaged;
    private long _skipped;
    private volatile string? _undecodable;
    private volatile bool _online;
    private volatile bool _ended;
    private volatile bool _isResting;
    private AutoResetEvent? _ready;
    private string? _noted;
    private string? _untaken;

    /// <summary>Nothing is captured before <see cref="Start"/>.</summary>
    /// <param name="rhythm">How long no frame of the camera may be fully processed before it counts as lost.</param>
    /// <param name="progress">Is told of the camera's heartbeats.</param>
    /// <param name="gate">The condition without which its frames are not inferred; <see langword="null"/>: they always are.</param>
    public CameraChannel(
        string name, IFrameSource source, IouTracker tracker, RuleEngine rules, FrameRhythm rhythm, ICameraProgress? progress = null, ICondition? gate = null)
    {
        Gate = gate;
        Name = name;
        _source = source;
        Tracker = tracker;
        Rules = rules;
        _rhythm = rhythm;
        Progress = progress;
        source.Heartbeat = OnHeartbeat;
    }

    /// <summary>The camera's name.</summary>
    public string Name { get; }

    /// <summary>What a person calls its source.</summary>
    public string Description => _source.Description;

    /// <summary>Why it gives no picture just now.</summary>
    public string? Error => _source.Error;

    /// <summary>How long no frame of the camera may be fully processed before it counts as lost. Inference thread only.</summary>
    public TimeSpan Silence => _rhythm.Silence;

    /// <summary>Is told of the camera's heartbeats.</summary>
    public ICameraProgress? Progress { get; }

    /// <summary>The unforeseen exceptions of its capture and inference. Any thread.</summary>
    public CameraDefects Defects { get; } = new();

    /// <summary>The condition without which its frames are not inferred; <see langword="null"/>: they always are.</summary>
    public ICondition? Gate { get; }

    /// <summary>Whether <see cref="Gate"/> keeps its frames from being inferred just now; its events have then ended.</summary>
    public bool IsResting
    {
        get => _isResting;
        set => _isResting = value;
    }

    /// <summary>Inference thread only.</summary>
    public FrameDecoder Decoder { get; } = new();

    /// <summary>Inference thread only.</summary>
    public IouTracker Tracker { get; }

    /// <summary>Inference thread only.</summary>
    public RuleEngine Rules { get; }

    /// <summary>When a frame of this camera was last fully processed. Inference thread only.</summary>
    public Moment LastFrame { get; private set; }

    /// <summary>Whether frames of the camera are being fully processed, as the sinks were last told.</summary>
    public bool IsOnline
    {
        get => _online;
        set => _online = value;
    }

    /// <summary>Whether a fresh frame waits, and the camera's last frame was fully processed. Inference thread only.</summary>
    public bool HasPromisingFrame => IsPromising && _slot.HasFrame;

    /// <summary>Whether the last frame was fully processed. Inference thread only.</summary>
    public bool IsPromising => _undecodable is null && Defects.Current is null;

    /// <summary>Whether the capture thread has ended and its last frame was taken. Inference thread only.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Why the capture thread ended; <see langword="null"/>: its source is over or it was asked to stop. Valid once <see cref="IsOver"/>.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether <see cref="Failure"/> was logged. Inference thread only.</summary>
    public bool IsFailureReported { get; set; }

    /// <summary>Counts since the start. Any thread.</summary>
    public CameraCounters Counters
    {
        get
        {
            CaptureStatistics source = _source.Statistics;
            return new(Name, _online, Volatile.Read(ref _captured), Volatile.Read(ref _inferred), source.Dropped + _slot.Dropped,
                source.Damaged + Volatile.Read(ref _damaged), Defects.Count, Failure?.Message ?? Defects.Current ?? Error ?? _undecodable)
            {
                Skipped = Volatile.Read(ref _skipped),
                WaitsFor = _isResting ? Gate?.Name : null,
            };
        }
    }

    /// <summary>Begins to capture.</summary>
    /// <param name="ready">Set whenever there is something for the inference thread.</param>
    /// <param name="report">Told by the capture thread of an unforeseen exception; the thread goes on.</param>
    public void Start(AutoResetEvent ready, Action<CameraChannel, Exception> report, CancellationToken stoppingToken)
    {
        _ready = ready;
        _thread = new Thread(() => Capture(ready, report, stoppingToken)) { IsBackground = true, Name = $"capture {Name}" };
        _thread.Start();
    }

    /// <summary>Takes the newest frame if there is one that nobody has seen; the caller disposes it.</summary>
    public bool TryTake([NotNullWhen(true)] out Frame? frame)
    {
        // Checked first: a thread that ends after this check may have left a last frame.
        bool ended = _ended;
        if (!_slot.TryTake(out frame))
        {
            if (ended && !IsOver)
                Progress?.Ended();
            IsOver = ended;
            return false;
        }

        Progress?.InferenceStarted();
        return true;
    }

    /// <summary>Counts a frame the network saw.</summary>
    /// <returns>Its number, from 1.</returns>
    public long CountInferred()
    {
        Volatile.Write(ref _inferred, _inferred + 1);
        return _inferred;
    }

    /// <summary>Counts a frame that nobody wanted inferred.</summary>
    public void CountSkipped() => Volatile.Write(ref _skipped, _skipped + 1);

    /// <summary>Notes that a frame was fully processed: only that, not that bytes arrive, shows that the camera sees.</summary>
    public void NoteSeen(Moment now)
    {
        LastFrame = now;
        _rhythm.Note(now);
        _undecodable = null;
        Defects.EndInference();
    }

    /// <summary>Counts a frame that could not be decoded, beside those the source itself found damaged.</summary>
    /// <param name="reason">One sentence.</param>
    /// <returns>Its number, from 1.</returns>
    public long CountDamaged(string reason)
    {
        _undecodable = reason;
        Defects.EndInference();
        Volatile.Write(ref _damaged, _damaged + 1);
        return _damaged;
    }

    /// <summary>The newest <see cref="Error"/> since the last call, although it may have passed by now; <see langword="null"/>: none.</summary>
    public string? TakeError() => Interlocked.Exchange(ref _untaken, null);

    /// <summary>Waits for the capture thread; <see langword="false"/>: it did not end in time.</summary>
    public bool Join(TimeSpan limit) => _thread is null || _thread.Join(limit);

    /// <summary>Gives back a frame nobody took and closes the source. The capture thread has ended.</summary>
    public void Dispose()
    {
        _slot.Dispose();
        Decoder.Dispose();
        _source.Dispose();
    }

    private void OnHeartbeat()
    {
        Progress?.CaptureHeartbeat();
        string? error = Error;
        if (ReferenceEquals(error, _noted))
            return;

        // Kept, since a program that is started again may have cleared the trouble before the inference thread looks.
        _noted = error;
        if (error is null)
            return;

        Volatile.Write(ref _untaken, error);
        _ready?.Set();
    }

    private void Capture(AutoResetEvent ready, Action<CameraChannel, Exception> report, CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested && ReadOn(report, stoppingToken) is Frame frame)
            {
                Volatile.Write(ref _captured, _captured + 1);
                Progress?.FrameCaptured();
                _slot.Offer(frame);
                ready.Set();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            Failure = e;
        }
        finally
        {
            _slot.Complete();
            _ended = true;
            ready.Set();
        }
    }

    /// <summary>
    /// The next frame. An exception that the source does not document does not end the camera: the source starts over, as after a lost camera.
    /// </summary>
    private Frame? ReadOn(Action<CameraChannel, Exception> report, CancellationToken stoppingToken)
    {
        TimeSpan pause = s_firstPause;
        while (true)
        {
            try
            {
                Frame? frame = _source.Read(stoppingToken);
                Defects.EndCapture();
                return frame;
            }
            catch (Exception e) when (e is not CameraException && !stoppingToken.IsCancellationRequested)
            {
                report(this, e);
            }

            Progress?.CaptureHeartbeat();
            stoppingToken.WaitHandle.WaitOne(pause);
            stoppingToken.ThrowIfCancellationRequested();
            pause = 2 * pause < s_maxPause ? 2 * pause : s_maxPause;
            try
            {
                _source.StartOver();
            }
            catch (Exception e) when (e is not CameraException)
            {
                report(this, e);
            }
        }
    }
}
