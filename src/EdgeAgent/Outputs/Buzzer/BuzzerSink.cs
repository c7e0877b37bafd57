using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Peripherals;

namespace EdgeVision.EdgeAgent.Outputs.Buzzer;

/// <summary>
/// Beeps when its rule begins to hold. The inference thread only rings a bell; a thread of the buzzer's own beeps, and a rule that begins again meanwhile
/// is part of the same signal. It is silent at start and at stop.
/// </summary>
internal sealed class BuzzerSink : IEventSink, IDisposable
{
    private const int Beeps = 3;

    private static readonly TimeSpan s_farewell = TimeSpan.FromMilliseconds(500);

    private readonly BuzzerOptions _options;
    private readonly Func<IBuzzer> _open;
    private readonly TimeSpan _beep;
    private readonly Action<string?> _report;
    private readonly AutoResetEvent _begun = new(initialState: false);
    private readonly ManualResetEventSlim _ending = new();
    private readonly Thread _thread;
    private bool _isFailing;

    /// <summary>Begins, and silences what a killed process left sounding.</summary>
    /// <param name="open">Opens the buzzer.</param>
    /// <param name="beep">How long a beep is, and the pause after it.</param>
    /// <param name="report">Told why it cannot sound, once until it can, and then <see langword="null"/>.</param>
    public BuzzerSink(BuzzerOptions options, Func<IBuzzer> open, TimeSpan beep, Action<string?> report)
    {
        _options = options;
        _open = open;
        _beep = beep;
        _report = report;
        _thread = new Thread(Run) { Name = "edgevision buzzer", IsBackground = true };
        _thread.Start();
    }

    /// <inheritdoc/>
    public string Name => "buzzer";

    /// <inheritdoc/>
    public void OnCamera(in CameraStatus status)
    {
    }

    /// <inheritdoc/>
    public void OnEvent(in VisionEvent visionEvent)
    {
        if (visionEvent.Kind == VisionEventKind.Start && visionEvent.Rule == _options.Rule)
            _begun.Set();
    }

    /// <inheritdoc/>
    public void OnFrame(in FrameResult frame)
    {
    }

    /// <summary>Becomes silent, also in the middle of a beep. Does not wait.</summary>
    public void BeginToEnd()
    {
        _ending.Set();
        _begun.Set();
    }

    /// <summary>Is silent, unless its channel hangs.</summary>
    public void Dispose()
    {
        BeginToEnd();
        _thread.Join(s_farewell);
    }

    private void Run()
    {
        IBuzzer? buzzer = Attempt(null, static _ => { });
        while (true)
        {
            _begun.WaitOne();
            if (_ending.IsSet)
                break;
            // One that could not be opened is tried again with every signal.
            buzzer = Attempt(buzzer, Signal);
        }

        if (buzzer is not null)
            Attempt(buzzer, static open => open.Dispose());
    }

    /// <returns>The buzzer, open; <see langword="null"/>: it cannot be used just now.</returns>
    private IBuzzer? Attempt(IBuzzer? buzzer, Action<IBuzzer> action)
    {
        try
        {
            buzzer ??= _open();
            action(buzzer);
            if (_isFailing)
                _report(null);
            _isFailing = false;
            return buzzer;
        }
        catch (Exception e)
        {
            // Whatever a channel has: an exception that left this thread would end the daemon for a beep. One that fails is left to the next attempt, not
            // closed: closing would fail, too.
            if (!_isFailing)
                _report(e.Message);
            _isFailing = true;
            return null;
        }
    }

    private void Signal(IBuzzer buzzer)
    {
        try
        {
            for (int i = 0; i < Beeps && !_ending.IsSet; i++)
            {
                buzzer.Sound(_options.Frequency);
                _ending.Wait(_beep);
                buzzer.Silence();
                _ending.Wait(_beep);
            }
        }
        finally
        {
            buzzer.Silence();
        }
    }
}
