using System.Collections.Immutable;
using System.Text;
using EdgeVision.EdgeAgent.Logging;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.ModelStore;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>
/// Makes the box run the model that is wanted, on a thread of its own: one attempt at a time, beside the model in use, which goes on whatever comes of it.
/// </summary>
internal sealed partial class ModelUpdater : IDisposable
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_joinLimit = TimeSpan.FromMilliseconds(500);

    // Of an engine's words, which may be long; a person reads them, and each change is sent.
    private const int MaxErrorLength = 1000;

    private readonly IModelSeat _seat;
    private readonly ModelLibrary _library;
    private readonly ModelChoice _choice;
    private readonly ModelNews _news;
    private readonly BundleIntake _intake;
    private readonly BackgroundWork _background = new();
    private readonly TimeProvider _time;
    private readonly Func<long?> _available;
    private readonly ILogger _logger;
    private readonly LineAllowance _notHeeded;
    private readonly CancellationTokenSource _stopping = new();
    private readonly AutoResetEvent _wake = new(false);

    // Guards what wishes are, which attempt is under way, and who waits for it.
    private readonly Lock _gate = new();
    private readonly RetryPause _pause;
    private ModelWishes _wishes;
    private string? _underWay;
    private CancellationTokenSource? _superseded;
    private AwaitedModel? _waiting;
    private string? _settled;
    private Thread? _thread;
    private ITimer? _timer;

    /// <summary>Nothing is opened, and nothing is fetched before <see cref="Start"/>.</summary>
    /// <param name="daemon">The version of this program.</param>
    /// <param name="available">Bytes of memory that there are; <see langword="null"/>: the system is asked.</param>
    public ModelUpdater(
        IModelSeat seat,
        ModelLibrary library,
        ModelOptions configured,
        ModelUpdateOptions options,
        Version daemon,
        TimeProvider time,
        ILogger<ModelUpdater> logger,
        Func<long?>? available = null)
    {
        _available = available ?? MemoryRoom.Available;
        _seat = seat;
        _library = library;
        _intake = new BundleIntake(library, daemon, time);
        _notHeeded = new LineAllowance(time, 10, TimeSpan.FromMinutes(1));
        _time = time;
        _pause = new RetryPause(time);
        _logger = logger;
        _wishes = new ModelWishes { Configured = configured, Options = options, Said = library.Journal.Desired, Pin = library.TryReadPin() };
        _choice = new ModelChoice(library, time, LogCannotRun, Remember);
        _news = new ModelNews(seat, _wishes.Effective().Source, library.Journal.Candidate, time);
    }

    /// <inheritdoc cref="ModelNews.Status"/>
    public ModelStatus Status => _news.Status;

    /// <summary>Groups that the box belongs to.</summary>
    public IReadOnlyList<string> Groups => Wishes.Options.Groups;

    /// <inheritdoc cref="ModelNews.Changed"/>
    public event Action? Changed
    {
        add => _news.Changed += value;
        remove => _news.Changed -= value;
    }

    private ModelWishes Wishes
    {
        get
        {
            lock (_gate)
                return _wishes;
        }
    }

    /// <summary>
    /// Opens the model to begin with: what is wanted where that is at hand; else the one in its trial, the last good one, the one before that, one that
    /// came with the program. A box starts whatever became of its store.
    /// </summary>
    /// <param name="configured">What the configuration says.</param>
    /// <param name="isFirst">Whether a process begins, and not another configuration.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    /// <exception cref="Exception">What is wrong with the model that the configuration names by its path or name, where none ran before.</exception>
    public SharedModel Open(
        ModelOptions configured, ModelUpdateOptions options, bool isFirst, Func<string, Inference.Tasks.IVisionTask> open, CancellationToken stoppingToken)
    {
        ResolvedModel wanted = _library.Resolve((Wishes with { Configured = configured, Options = options }).Effective());
        DesiredModel own = new(configured, DesiredModel.Configuration);
        SharedModel model = isFirst
            ? _choice.OpenFirst(wanted, wanted.Desired == own ? wanted.Local : _library.Resolve(own).Local, open, stoppingToken)
            : _choice.OpenNext(wanted, _seat.Current, open, stoppingToken);
        if (model.IsFallback)
            LogFallback(model.Task.Model.Name);
        return model;
    }

    /// <summary>Begins to do what is wanted.</summary>
    public void Start()
    {
        lock (_gate)
        {
            ResolvedModel wanted = _library.Resolve(_wishes.Effective());
            CandidateRecord? candidate = _library.Journal.Candidate;
            bool isEnded = candidate?.Wanted == wanted.Key && candidate.Step >= UpdateStep.Good && !ModelChoice.IsWorthAnotherTry(candidate.Reason);
            if (isEnded || (IsRunning(wanted) && !ModelChoice.IsUnfinished(candidate)))
                _settled = wanted.Key;
        }

        _thread = new Thread(Run) { IsBackground = true, Name = "model updates" };
        _thread.Start();
        _timer = _time.CreateTimer(_ => Tick(), null, s_tick, s_tick);
        Tell(_library.Journal.Candidate, null);
    }

    /// <summary>Takes what the broker says. Any thread; does not wait.</summary>
    /// <param name="source"><c>device</c> or <c>group:NAME</c>.</param>
    public void Say(string source, ReadOnlySpan<byte> message)
    {
        try
        {
            bool isClear = ModelMessage.Read(message, source, Wishes.Options) is null;
            string? text = isClear ? null : Encoding.UTF8.GetString(message);
            lock (_gate)
            {
                if (!_wishes.Options.ListensToBroker)
                    throw new UpdateException(UpdateReason.NotAllowed, "This box lets nobody say from afar which model it runs; see modelUpdates.trustedKeys.");
                if (_wishes.Said.GetValueOrDefault(source) == text)
                    return;
                _wishes = _wishes with { Said = text is null ? _wishes.Said.Remove(source) : _wishes.Said.SetItem(source, text) };
            }

            Reconsider();
        }
        catch (UpdateException e)
        {
            // Who may publish could fill the log otherwise.
            if (_notHeeded.TryTake())
                LogNotHeeded(source, UpdateCode.Of(e.Reason), e.Message);
            bool isIdle;
            lock (_gate)
                isIdle = _superseded is null;
            // What is under way says more than a wish that was none.
            if (isIdle)
                Tell(new CandidateRecord { Step = UpdateStep.Refused, Source = source, Reason = e.Reason, Error = e.Message, Since = _time.GetUtcNow() }, null);
        }
    }

    /// <summary>
    /// Takes what another configuration says of the model. Where that is a model on this machine, waits until it sees or is refused; a bundle is only
    /// begun with.
    /// </summary>
    /// <returns>Why it is refused, so that the configuration before counts; <see langword="null"/>: it is not.</returns>
    public Exception? Configure(ModelOptions configured, ModelUpdateOptions options)
    {
        ModelWishes before = Wishes;
        AwaitedModel waiting;
        lock (_gate)
        {
            _wishes = _wishes with { Configured = configured, Options = options };
            ResolvedModel wanted = _library.Resolve(_wishes.Effective());
            string key = wanted.Key;
            bool isOwn = wanted.Desired.Source == DesiredModel.Configuration;
            // Who asks for it by name has it tried again, whatever came of it.
            if (isOwn && key == _settled
                && _news.Status.Candidate is { Step: UpdateStep.Refused or UpdateStep.RolledBack } ended && ended.Wanted == key)
                _settled = null;
            if (!isOwn || key == _settled || wanted.Local is null || _thread is null)
            {
                Reconsider();
                return null;
            }

            waiting = _waiting = new AwaitedModel(key);
        }

        Reconsider();
        Exception? error = waiting.Await(_stopping.Token);
        if (error is null)
            return null;

        lock (_gate)
            _wishes = _wishes with { Configured = before.Configured, Options = before.Options };
        Reconsider();
        return error;
    }

    /// <summary>Takes what may be said from now on, before an agent that listens to it runs.</summary>
    public void Allow(ModelUpdateOptions options)
    {
        lock (_gate)
            _wishes = _wishes with { Options = options };
    }

    /// <summary>Another agent runs: what is told of it may be another model.</summary>
    public void Accept(ModelOptions configured, ModelUpdateOptions options)
    {
        lock (_gate)
        {
            _wishes = _wishes with { Configured = configured, Options = options };
            ResolvedModel wanted = _library.Resolve(_wishes.Effective());
            if (IsRunning(wanted))
                _settled = wanted.Key;
        }

        Reconsider();
        // What runs now is remembered.
        _wake.Set();
        Tell(_news.Status.Candidate, null);
    }

    /// <summary>
    /// Whether another configuration would run the very model that runs now.
    /// </summary>
    public bool IsRunning(ModelOptions configured, ModelUpdateOptions options)
    {
        ResolvedModel wanted = _library.Resolve((Wishes with { Configured = configured, Options = options }).Effective());
        return wanted.Desired.Source != DesiredModel.Configuration || wanted.Local is not { } local || _seat.Current?.Record is not { } running
            || running == local.Record;
    }

    /// <summary>Ends what is under way, without waiting for it.</summary>
    public void BeginToStop() => _stopping.Cancel();

    /// <summary>Begins nothing more. What is under way ends where it is, and is gone on with by the next process.</summary>
    public void Stop()
    {
        _timer?.Dispose();
        _stopping.Cancel();
        _wake.Set();
        if (_thread?.Join(s_joinLimit) == false)
            return;
        // A stop is no crash.
        if (_thread is not null && _library.Journal.Candidate is { Starts: > 0 } candidate && ModelChoice.IsUnfinished(candidate))
            Remember(_library.Journal with { Candidate = candidate with { Starts = 0 } });
        _thread = null;
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private void Run()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Remember(ModelChoice.WithWhatRuns(_library.Journal, _seat.Current) with { Desired = Wishes.Heeded() });
                Attempt();
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Also at a stop, where it would end the process before the outputs and the broker were told.
                LogDefect(e);
            }

            _wake.WaitOne();
        }
    }

    /// <summary>Does what is wanted, unless it is done.</summary>
    private void Attempt()
    {
        ResolvedModel wanted;
        ImmutableSortedDictionary<string, string> said;
        CancellationTokenSource superseded;
        lock (_gate)
        {
            wanted = _library.Resolve(_wishes.Effective());
            said = _wishes.Heeded();
            string key = wanted.Key;
            if (key == _settled || _stopping.IsCancellationRequested || (key == _underWay && _pause.IsOn))
                return;
            if (key != _underWay)
                _pause.End();
            _underWay = key;
            if (wanted.Desired.Source == DesiredModel.Configuration && IsRunning(wanted))
            {
                // What came of another wish before is still worth telling.
                Settle(key, null);
                return;
            }

            superseded = _superseded = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        }

        try
        {
            // What is begun with without its wish would be forgotten by the next process.
            Remember(_library.Journal with { Desired = said });
            Attempt(wanted, superseded.Token);
        }
        finally
        {
            // Frames allocate nothing, so nothing else would ever free what opening a model has left.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
            lock (_gate)
                _superseded = null;
            superseded.Dispose();
        }

        _wake.Set();
    }

    private void Attempt(ResolvedModel wanted, CancellationToken superseded)
    {
        string key = wanted.Key;
        var attempt = new ModelAttempt(_seat, _library, _intake, _background, _time, _available, Note);
        try
        {
            if (_library.Journal.Candidate is { Step: UpdateStep.Trial } trial && trial.Wanted == key && _seat.Current?.Record == trial.Model)
            {
                attempt.Resume(trial, () => _choice.OpenGood(_seat.Open, _stopping.Token), Wishes.Options, superseded, _stopping.Token);
            }
            else
            {
                if (_pause.Tries == 0)
                    LogWanted(wanted.Desired.Model.ToString(), wanted.Desired.Source);
                attempt.Run(wanted, Wishes.Options, superseded, _stopping.Token);
            }

            LogGood(attempt.Record.Model!.Name, attempt.Frames, attempt.Record.Agreement is { } agreement ? $"{agreement:0.00}" : "unknown");
            Settle(key, null);
            Collect();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (UpdateException e) when (e.IsTransient)
        {
            Postpone(attempt.Record, e);
        }
        catch (Exception e)
        {
            End(attempt.Record, key, e is OperationCanceledException ? new UpdateException(UpdateReason.Superseded, "Another model is wanted now.") : e);
        }
    }

    /// <summary>The attempt is over without the model having become good.</summary>
    private void End(CandidateRecord record, string key, Exception error)
    {
        UpdateReason reason = error is UpdateException known ? known.Reason : UpdateReason.LoadFailed;
        bool wasLive = record.Step == UpdateStep.Trial;
        string words = error.Message.Length <= MaxErrorLength ? error.Message : $"{error.Message[..MaxErrorLength]}…";
        UpdateJournal journal = _library.Journal.WithEnd(record, reason, words, _time.GetUtcNow());
        CandidateRecord ended = journal.Candidate!;
        Remember(journal);
        string name = ended.Model?.Name ?? ended.Url ?? "";
        if (wasLive)
            LogRolledBack(name, UpdateCode.Of(reason), words);
        else
            LogRefused(name, UpdateCode.Of(reason), words);
        Tell(ended, null);
        if (reason != UpdateReason.Superseded)
            Settle(key, error);
        // What is refused again and again would fill the disk.
        Collect();
    }

    private void Postpone(CandidateRecord record, UpdateException error)
    {
        TimeSpan pause;
        lock (_gate)
            pause = _pause.Begin(error.RetryAfter);

        // Not remembered: a box without a network would write each time.
        if (_pause.Tries == 1)
            LogWaits(record.Url ?? "", UpdateCode.Of(error.Reason), pause, error.Message);
        Tell(record with { Step = UpdateStep.Waiting, Reason = error.Reason, Error = error.Message }, null);
    }

    private void Settle(string key, Exception? error)
    {
        lock (_gate)
        {
            _settled = key;
            _pause.End();
            if (_waiting?.Key == key)
                _waiting.End(error);
        }
    }

    private void Collect()
    {
        try
        {
            _library.Collect(_seat.Current?.Record, Wishes.Options.Keep);
        }
        catch (UpdateException e)
        {
            LogNotWritten(e.Message);
        }
    }

    /// <summary>Looks at the pin, and where it is to at what lies on the disk.</summary>
    private void Tick()
    {
        try
        {
            string? pin = _library.TryReadPin();
            bool isDue;
            lock (_gate)
            {
                isDue = pin != _wishes.Pin || _wishes.Options.Watch || _pause.Tries > 0;
                _wishes = _wishes with { Pin = pin };
            }

            if (isDue)
                Reconsider();
        }
        catch (Exception e)
        {
            // On a timer's thread it would end the process.
            LogDefect(e);
        }
    }

    /// <summary>Ends an attempt at what is not wanted any more, and wakes the thread where something else is.</summary>
    private void Reconsider()
    {
        lock (_gate)
        {
            string key = _library.Resolve(_wishes.Effective()).Key;
            if (_superseded is { } superseded && key != _underWay)
                superseded.Cancel();
            if (key != _settled || !_wishes.Heeded().SequenceEqual(_library.Journal.Desired))
                _wake.Set();
            // Who waits for a model that another's word has overruled would wait for good.
            if (_waiting is { } waiting && waiting.Key != key)
                waiting.End(null);
        }
    }

    /// <summary>Tells how far an attempt is; one whose model sees is what whoever configured it waits for, and its trial may take as long as a night.</summary>
    private void Note(CandidateRecord candidate, double? progress)
    {
        Tell(candidate, progress);
        if (candidate.Step != UpdateStep.Trial)
            return;

        lock (_gate)
        {
            if (_waiting is { } waiting && waiting.Key == candidate.Wanted && progress is not null)
                waiting.End(null);
        }
    }

    private bool IsRunning(ResolvedModel wanted) =>
        wanted.Local is { } local && _seat.Current is { IsFallback: false, Record: var running } && (running is null || running == local.Record);

    private void Tell(CandidateRecord? candidate, double? progress)
    {
        DesiredModel desired = Wishes.Effective();
        // What it means on the disk is looked at for an end alone: how far a step is comes ten times a second.
        bool hasFailed = candidate is { Step: UpdateStep.Refused or UpdateStep.RolledBack } && candidate.Wanted == _library.Resolve(desired).Key;
        _news.Tell(candidate, progress, desired.Source, hasFailed);
    }

    /// <summary>Remembers what may be forgotten where it cannot be written.</summary>
    private void Remember(UpdateJournal journal)
    {
        try
        {
            _library.Remember(journal);
        }
        catch (UpdateException e)
        {
            LogNotWritten(e.Message);
        }
    }
}
