using EdgeVision.Peripherals;

namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>Keeps a display up to date, as often as it is told to; one that fails is opened again after a pause. For one thread.</summary>
/// <param name="open">Opens the display.</param>
/// <param name="state">What to show.</param>
/// <param name="report">Told why it shows nothing, once until it does again, and then <see langword="null"/>.</param>
internal sealed class StatusDisplay(Func<ITextDisplay> open, Func<DisplayState> state, TimeProvider time, Action<string?> report) : IDisposable
{
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);

    private readonly long _start = time.GetTimestamp();
    private ITextDisplay? _display;
    private long? _failedAt;
    private bool _isFailing;

    /// <summary>Shows the state as it is now.</summary>
    public void Refresh()
    {
        if (_failedAt is { } failedAt && time.GetElapsedTime(failedAt) < s_retryAfter)
            return;

        try
        {
            _display ??= open();
            int turn = (int)(time.GetElapsedTime(_start) / s_turn);
            _display.Show(DisplayPage.Compose(state(), _display.Columns, _display.Rows, turn));
            _failedAt = null;
            if (_isFailing)
                report(null);
            _isFailing = false;
        }
        catch (Exception e)
        {
            // Whatever a display, its driver or the bus has: it is the least important thing of all, and its thread must not end the daemon.
            Close();
            _failedAt = time.GetTimestamp();
            if (!_isFailing)
                report(e.Message);
            _isFailing = true;
        }
    }

    /// <summary>Closes the display as it is.</summary>
    public void Dispose() => Close();

    private void Close()
    {
        _display?.Dispose();
        _display = null;
    }
}
