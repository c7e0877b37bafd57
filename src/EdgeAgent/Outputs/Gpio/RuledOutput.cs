using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>
/// One output and the controller that decides its level. A line that cannot be had, or is lost with its chip, is requested again every few seconds and
/// starts at its safe level; a level that a held line refuses is driven again with every call. Thread-safe.
/// </summary>
internal sealed class RuledOutput : IDisposable
{
    /// <summary>Time between two requests for a line, and between two looks whether a held one still obeys.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly IGpioLines _lines;
    private readonly GpioOutputRequest _request;
    private readonly OutputController _controller;
    private readonly Action<RuledOutput, string?> _report;
    private readonly ICondition? _condition;
    private IGpioOutput? _line;
    private bool _driven;
    private string? _error;
    private int _holding;
    private TimeSpan? _lastJudgement;
    private TimeSpan? _lookedAt;
    private bool _requesting;
    private bool _disposed;

    /// <summary>Takes the line, at its safe level from the first moment on, or reports why it cannot be had yet.</summary>
    /// <param name="cameras">Those whose inferences show that somebody is looking.</param>
    /// <param name="report">
    /// Told why the line does not obey, once for each reason, and <see langword="null"/> when it does, also the first time; must not block.
    /// </param>
    /// <param name="condition">Without which its rule does not hold; <see langword="null"/>: none.</param>
    public RuledOutput(
        OutputOptions options, IReadOnlyList<string> cameras, IGpioLines lines, Action<RuledOutput, string?> report, ICondition? condition = null)
    {
        _condition = condition;
        Options = options;
        Cameras = cameras;
        _lines = lines;
        _report = report;
        bool safe = options.SafeLevel == OutputLevel.Active;
        _controller = new OutputController(new OutputTiming(options.MinimumOn, options.MinimumOff, options.StaleAfter, SafeActive: safe));
        _request = options.ToRequest();
        Description = _request.Description;
        RequestLine();
    }

    /// <summary>What it was made from.</summary>
    public OutputOptions Options { get; }

    /// <summary>The cameras its rule watches.</summary>
    public IReadOnlyList<string> Cameras { get; }

    /// <summary>What a person calls the line.</summary>
    public string Description { get; private set; }

    /// <summary>Why the line is not at the level it should have; <see langword="null"/>: it is.</summary>
    public string? Error => Volatile.Read(ref _error);

    /// <summary>The rule began to hold in front of one more camera.</summary>
    public void RuleStarted(TimeSpan now) => Count(+1, now);

    /// <summary>The rule ended in front of one camera.</summary>
    public void RuleEnded(TimeSpan now) => Count(-1, now);

    /// <summary>
    /// A frame of one of its cameras was inferred, or came while nothing was to be seen: whether the rule holds is known, if its condition is.
    /// </summary>
    public void Judged(TimeSpan now)
    {
        if (_condition is { State: ConditionState.Unknown })
            return;

        lock (_gate)
        {
            _lastJudgement = now;
            // A rule that does not hold in the first frames sends no event: without this the line would stay at a safe level that is active.
            _controller.Update(now, _holding > 0);
            _controller.Tick(now, now);
            Drive();
        }
    }

    /// <summary>
    /// Time has passed. Drives again a level that could not be driven before, and requests a line that is not held; on a thread that may wait.
    /// </summary>
    public void Tick(TimeSpan now)
    {
        lock (_gate)
        {
            _controller.Tick(now, _lastJudgement);
            _lookedAt ??= now;
            bool isDue = now - _lookedAt >= RetryAfter && !_requesting;
            if (isDue)
                _lookedAt = now;
            Drive(again: isDue);
            if (!isDue || _line is not null || _disposed)
                return;
            _requesting = true;
        }

        // Outside the lock: a chip that hangs must not hold up the thread that infers.
        RequestLine();
    }

    /// <summary>Goes to the safe level and stays there.</summary>
    public void Stop(TimeSpan now)
    {
        lock (_gate)
        {
            _controller.Stop(now);
            Drive();
        }
    }

    /// <summary>Releases the line at the level it has; stop first.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _line?.Dispose();
            _line = null;
        }
    }

    private void Count(int change, TimeSpan now)
    {
        lock (_gate)
        {
            _holding += change;
            _controller.Update(now, _holding > 0);
            Drive();
        }
    }

    private void RequestLine()
    {
        IGpioOutput? line = null;
        string? error = null;
        try
        {
            line = _lines.RequestOutput(_request);
        }
        catch (GpioException e)
        {
            error = e.Message;
        }
        catch (Exception e)
        {
            error = Describe(e);
        }

        lock (_gate)
        {
            _requesting = false;
            if (_disposed)
            {
                line?.Dispose();
                return;
            }

            _line = line;
            if (line is null)
            {
                Tell(error);
                return;
            }

            _driven = _request.InitiallyActive;
            Description = line.Description;
            _error = null;
            _report(this, null);
            Drive();
        }
    }

    /// <param name="again">Also when the line should have that level already: only so does a chip that vanished show.</param>
    private void Drive(bool again = false)
    {
        if (_disposed || _line is not { } line || (_controller.Active == _driven && !again))
            return;

        try
        {
            line.Set(_controller.Active);
            _driven = _controller.Active;
            if (_error is not null)
                Tell(null);
        }
        catch (GpioException e)
        {
            Tell(e.Message);
            if (!e.IsLineLost)
                return;
            line.Dispose();
            _line = null;
        }
        catch (Exception e)
        {
            // The thread that comes by here has other outputs to serve, and this one is driven again as any that does not obey.
            Tell(Describe(e));
        }
    }

    /// <summary>What nobody foresaw, in one line: where it came from shows in the first frame of its stack.</summary>
    private static string Describe(Exception defect) =>
        $"defect: {defect.GetType().Name}: {defect.Message.ReplaceLineEndings(" ")} ({defect.StackTrace?.AsSpan().Trim().ToString().Split('\n')[0]})";

    private void Tell(string? error)
    {
        if (error == _error)
            return;
        Volatile.Write(ref _error, error);
        _report(this, error);
    }
}
