using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;
using EdgeVision.ModelStore.Fetching;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>
/// One attempt to make a model what the box runs: staged → verified → loaded → trial → good. Each step is remembered before anything is done in it that
/// could end the process, so that whoever starts next knows what it came to. For one thread.
/// </summary>
/// <param name="available">Bytes of memory that there are; <see langword="null"/>: nobody knows.</param>
/// <param name="tell">Is told of each step and how far it is.</param>
internal sealed class ModelAttempt(
    IModelSeat seat, ModelLibrary library, BundleIntake intake, BackgroundWork background, TimeProvider time, Func<long?> available,
    Action<CandidateRecord, double?> tell)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private CandidateRecord _record = null!;
    private long _entered;

    /// <summary>How far it came.</summary>
    public CandidateRecord Record => _record;

    /// <summary>Live frames that it saw in its trial.</summary>
    public int Frames { get; private set; }

    /// <summary>
    /// Tries a model until it is good. After an exception the model before is what runs, and <see cref="Record"/> says how far this one came.
    /// </summary>
    /// <param name="superseded">Ends it because another model is wanted; the one before runs then.</param>
    /// <param name="stoppingToken">Ends it because the daemon stops; the next process goes on with it. Also ends <paramref name="superseded"/>.</param>
    /// <exception cref="UpdateException">Why it is not good.</exception>
    /// <exception cref="OperationCanceledException">Another one is wanted, or the daemon stops.</exception>
    /// <exception cref="Exception">What opening it threw.</exception>
    public void Run(ResolvedModel wanted, ModelUpdateOptions options, CancellationToken superseded, CancellationToken stoppingToken)
    {
        (DesiredModel desired, LocalModel? local) = wanted;
        Begin(desired, wanted.Key, local is null ? UpdateStep.Fetching : UpdateStep.Staged);
        string place;
        if (local is not null)
        {
            place = local.Place;
            if (IsRunning(local.Record))
            {
                Enter(UpdateStep.Good, local.Record);
                return;
            }

            Enter(UpdateStep.Verified, local.Record);
        }
        else
        {
            Slot slot = intake.TakeAsync(desired, options, () => tell(_record, null), new Relay(this), superseded).GetAwaiter().GetResult();
            if (IsRunning(ModelRecord.Of(slot)))
            {
                Enter(UpdateStep.Good, ModelRecord.Of(slot));
                return;
            }

            Enter(UpdateStep.Staged, ModelRecord.Of(slot));
            slot = intake.Require(slot, desired, options);
            MemoryRoom.Require(slot.Bytes, available());
            seat.Require(ModelPackage.Open(slot.Folder).Manifest);
            place = slot.Folder;
            Enter(UpdateStep.Verified);
        }

        using SharedModel candidate = Load(place, local is null, options, superseded);
        Enter(UpdateStep.Loaded);
        if (local is null)
            RunBeside(candidate, options.Trial, superseded);
        SharedModel before = TakeOver(candidate);
        bool isBack = false;
        try
        {
            Watch(candidate, options, superseded);
            Pass();
        }
        catch when (!stoppingToken.IsCancellationRequested)
        {
            isBack = true;
            GoBack(before);
            throw;
        }
        finally
        {
            if (!isBack)
                before.Dispose();
        }
    }

    /// <summary>Goes on with a trial that the end of a process interrupted: the model runs already.</summary>
    /// <param name="reopen">Opens the model before, should this one fail.</param>
    /// <inheritdoc cref="Run" path="/exception"/>
    public void Resume(
        CandidateRecord record, Func<SharedModel> reopen, ModelUpdateOptions options, CancellationToken superseded, CancellationToken stoppingToken)
    {
        _record = record;
        _entered = time.GetTimestamp();
        tell(_record, 0);
        try
        {
            if (seat.Current is { } running)
                Watch(running, options, superseded);
            Pass();
        }
        catch when (!stoppingToken.IsCancellationRequested)
        {
            GoBack(reopen());
            throw;
        }
    }

    private bool IsRunning(ModelRecord model) => seat.Current is { IsFallback: false } running && running.Record == model;

    private void Begin(DesiredModel desired, string key, UpdateStep step)
    {
        CandidateRecord? earlier = library.Journal.Candidate;
        bool isSame = earlier?.Wanted == key && earlier.Step < UpdateStep.Good;
        _entered = time.GetTimestamp();
        _record = new CandidateRecord
        {
            Step = step,
            Source = desired.Source,
            Wanted = key,
            Url = desired.Model.Url,
            WantedSha256 = desired.Model.Sha256?.ToLowerInvariant(),
            WantedVersion = desired.Model.Version,
            Rollout = desired.Rollout,
            Since = isSame ? earlier!.Since : time.GetUtcNow(),
            Starts = isSame ? earlier!.Starts : 0,
            Model = isSame ? earlier!.Model : null,
        };
        // What a try after the other begins with is nothing new.
        if (!isSame)
            library.Remember(library.Journal with { Candidate = _record });
        tell(_record, null);
    }

    /// <param name="journal">What is remembered with it; <see langword="null"/>: nothing else.</param>
    private void Enter(UpdateStep step, ModelRecord? model = null, UpdateJournal? journal = null)
    {
        long now = time.GetTimestamp();
        _record = _record with { Model = model ?? _record.Model };
        CandidateRecord entered = _record with
        {
            Seconds = _record.Seconds.SetItem(_record.Step, time.GetElapsedTime(_entered, now).TotalSeconds),
            Step = step,
            Reason = null,
            Error = null,
        };
        // What cannot be remembered is not entered.
        library.Remember((journal ?? library.Journal) with { Candidate = entered });
        (_record, _entered) = (entered, now);
        tell(_record, null);
    }

    private SharedModel Load(string place, bool isBundle, ModelUpdateOptions options, CancellationToken stoppingToken)
    {
        string what = $"Opening {place}";
        Try(place, what, options.Trial.Load, stoppingToken);
        IVisionTask task = background.Do(
            what, () => seat.Open(place), options.Trial.Load, seat.OpensAtAnyPriority, static late => late.Dispose(), stoppingToken);
        var model = new SharedModel(task, _record.Model);
        try
        {
            seat.Require(task.Model);
            if (isBundle && GoldenSample.IsIn(place))
                LookAside(what, model, () => CheckGolden(place, task), options.Trial.Load, stoppingToken);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Has the model look at pictures beside the pipeline. It stays open until that has ended, also where nobody waits for it any more.</summary>
    private void LookAside(string what, SharedModel model, Func<bool> look, TimeSpan limit, CancellationToken stoppingToken) =>
        background.Do(what, look, limit, lowPriority: true, static _ => { }, stoppingToken, held: model.Share());

    private void Try(string place, string what, TimeSpan limit, CancellationToken stoppingToken)
    {
        using var hung = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        hung.CancelAfter(limit);
        try
        {
            seat.Try(place, hung.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            throw new UpdateException(UpdateReason.LoadHung, $"{what} did not end within {limit.TotalSeconds:0} s in a process of its own, which was ended.");
        }
    }

    private bool CheckGolden(string place, IVisionTask task)
    {
        using GoldenSample golden = GoldenSample.Read(place, task.Model);
        return golden.Check(task, seat.MinimumScore) is { } difference
            ? throw new UpdateException(UpdateReason.GoldenDiffers, $"It does not see in its golden picture what it is to see: {difference}")
            : true;
    }

    private void RunBeside(SharedModel candidate, ModelTrialOptions options, CancellationToken stoppingToken)
    {
        if (options.Shadow == TimeSpan.Zero || seat.Current is not { } running || running.Task.Model.Task != candidate.Task.Model.Task)
            return;

        using var shadow = new ShadowRun(candidate.Task, seat.MinimumScore);
        var telling = new Lock();
        bool isOver = false;
        seat.Watch(shadow);
        try
        {
            TimeSpan patience = options.Shadow + options.Load;
            LookAside("Looking at live frames", candidate, Look, patience, stoppingToken);
        }
        finally
        {
            seat.Watch(null);
            lock (telling)
                isOver = true;
        }

        _record = _record with { Agreement = shadow.Agreement };
        if (shadow.Agreement < options.MinimumAgreement)
        {
            throw new UpdateException(
                UpdateReason.Disagrees,
                $"In {shadow.ToldFrames} live frames it agreed with {running.Task.Model.Name} to {shadow.Agreement:0.00}, "
                + $"and modelUpdates.trial.minimumAgreement is {options.MinimumAgreement:0.00}.");
        }

        bool Look()
        {
            shadow.Run(options.Shadow, time, Tell, stoppingToken);
            return true;
        }

        // One that is left behind at a frame would tell of itself after another has begun.
        void Tell(double part)
        {
            lock (telling)
            {
                if (!isOver)
                    tell(_record, part);
            }
        }
    }

    private SharedModel TakeOver(SharedModel candidate)
    {
        // What serves just now is what it falls back to, whichever was good before.
        UpdateJournal journal = library.Journal;
        ModelRecord? good = seat.Current is { IsFallback: false, Record: { } serving } ? serving : journal.Good ?? seat.Current?.Record;
        CandidateRecord before = _record;
        Enter(UpdateStep.Trial, journal: good == journal.Good ? journal : journal with { Previous = journal.Good, Good = good });
        SharedModel share = candidate.Share();
        try
        {
            return seat.Put(share);
        }
        catch
        {
            // It was never live.
            _record = before;
            share.Dispose();
            throw;
        }
    }

    private void Watch(SharedModel candidate, ModelUpdateOptions options, CancellationToken stoppingToken)
    {
        var trial = new LiveTrial(candidate.Task, options.Trial);
        long start = time.GetTimestamp();
        try
        {
            while (!trial.HasSeenEnough || time.GetElapsedTime(start) < options.Trial.Time)
            {
                if (seat.Current is { } running && running != candidate)
                {
                    // A configuration that took effect meanwhile has opened it anew, or chosen another.
                    if (running.Record != candidate.Record)
                        throw new UpdateException(UpdateReason.Superseded, "A configuration that took effect meanwhile names another model.");
                    candidate = running;
                    trial = new LiveTrial(candidate.Task, options.Trial);
                }

                seat.Watch(trial);
                trial.ThrowIfFailed();
                tell(_record, trial.Progress);
                if (stoppingToken.WaitHandle.WaitOne(s_look))
                    stoppingToken.ThrowIfCancellationRequested();
            }

            trial.ThrowIfFailed();
        }
        finally
        {
            Frames = trial.Frames;
            seat.Watch(null);
        }
    }

    private void GoBack(SharedModel before)
    {
        if (seat.Current?.Record is { } running && running != _record.Model)
        {
            before.Dispose();
            return;
        }

        try
        {
            seat.Put(before).Dispose();
        }
        catch
        {
            before.Dispose();
            throw;
        }
    }

    private void Pass()
    {
        ModelRecord model = seat.Current?.Record ?? _record.Model!;
        UpdateJournal journal = library.Journal;
        if (model is { Sequence: { } sequence })
            journal = journal.WithSequence(model.Name, sequence);
        if (journal.Good != model)
            journal = journal with { Previous = journal.Good, Good = model };
        _record = _record with { Starts = 0 };
        Enter(UpdateStep.Good, journal: journal);
    }

    /// <summary>Tells how far fetching is, on whichever thread that is.</summary>
    private sealed class Relay(ModelAttempt attempt) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => attempt.ReportFetched(value.Fraction);
    }

    private void ReportFetched(double? part) => tell(_record, part);
}
