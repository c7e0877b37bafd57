namespace EdgeVision.Camera;

/// <summary>
/// A source that is tried again after it refused, with growing pauses, since a refusal need not be final: a recording may appear, and a device that is no
/// camera now may become one. Meanwhile it says what is missing.
/// </summary>
public sealed class AwaitedSource : IFrameSource
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan s_maxPause = TimeSpan.FromSeconds(5);

    private readonly string _description;
    private readonly Func<IFrameSource> _open;
    private readonly bool _opensAgain;
    private readonly Metronome _metronome;
    private readonly Backoff _backoff = new(s_firstPause, s_maxPause);
    private CaptureStatistics _before;
    private IFrameSource? _source;
    private volatile string? _error;

    private AwaitedSource(string description, Func<IFrameSource> open, bool opensAgain, TimeProvider? time)
    {
        _description = description;
        _open = open;
        _opensAgain = opensAgain;
        _metronome = new Metronome(time ?? TimeProvider.System, () => Heartbeat?.Invoke());
    }

    /// <inheritdoc/>
    public string Description => Volatile.Read(ref _source)?.Description ?? _description;

    /// <inheritdoc/>
    public string? Error => _error ?? Volatile.Read(ref _source)?.Error;

    /// <inheritdoc/>
    public Action? Heartbeat { get; set; }

    /// <inheritdoc/>
    public CaptureStatistics Statistics
    {
        get
        {
            CaptureStatistics now = Volatile.Read(ref _source)?.Statistics ?? default;
            return new(_before.Delivered + now.Delivered, _before.Dropped + now.Dropped, _before.Damaged + now.Damaged, _before.Reopened + now.Reopened);
        }
    }

    /// <summary>Makes the source at the first read, and a new one after each refusal.</summary>
    /// <param name="description">What to call it before it is made.</param>
    /// <param name="open">Makes it, or refuses by a <see cref="CameraException"/>.</param>
    public static AwaitedSource Opened(string description, Func<IFrameSource> open, TimeProvider? time = null) =>
        new(description, open, opensAgain: true, time);

    /// <summary>For a source that can itself be read again after a refusal. It is disposed with this one.</summary>
    public static AwaitedSource Over(IFrameSource source, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new(source.Description, () => source, opensAgain: false, time) { _source = source };
    }

    /// <inheritdoc/>
    public Frame? Read(CancellationToken stoppingToken)
    {
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                if (_source is null)
                    Volatile.Write(ref _source, _open());
                _source!.Heartbeat = Heartbeat;
                Frame? frame = _source.Read(stoppingToken);
                NoteSuccess();
                return frame;
            }
            catch (CameraException e)
            {
                if (_opensAgain)
                    Close();
                _error = e.Message;
                _metronome.Wait(_backoff.Next(), stoppingToken);
            }
        }
    }

    /// <inheritdoc/>
    public void StartOver()
    {
        if (_opensAgain)
            Close();
        else
            _source!.StartOver();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _source?.Dispose();
        _metronome.Dispose();
    }

    private void NoteSuccess()
    {
        if (_error is null)
            return;

        if (_before.Delivered > 0)
            _before = _before with { Reopened = _before.Reopened + 1 };
        _error = null;
        _backoff.Reset();
    }

    private void Close()
    {
        if (_source is not { } source)
            return;

        _before = Statistics;
        Volatile.Write(ref _source, null);
        source.Dispose();
    }
}
