using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>Chooses the model that a process begins with, and opens it.</summary>
/// <param name="tellFailed">Is told of each model that could not be run, and why.</param>
/// <param name="remember">Remembers, or says that it cannot.</param>
internal sealed class ModelChoice(ModelLibrary library, TimeProvider time, Action<string, string> tellFailed, Action<UpdateJournal> remember)
{
    // A power cut in its trial is not a model's fault, the third is.
    private const int MaxStarts = 3;

    /// <summary>Whether an attempt was not at its end.</summary>
    public static bool IsUnfinished(CandidateRecord? candidate) => candidate?.Step < UpdateStep.Good;

    /// <summary>Whether the cause of a refusal may be gone when a process begins anew.</summary>
    public static bool IsWorthAnotherTry(UpdateReason? reason) => reason is UpdateReason.NoRoom or UpdateReason.NoMemory or UpdateReason.TooNew
        or UpdateReason.Expired or UpdateReason.LoadHung or UpdateReason.NotWritable or UpdateReason.Superseded;

    /// <summary>
    /// What runs because a person named it had no trial, and yet is what there is to go back to: a process that begins after a cut of the power finds no more
    /// of it than this, where a bundle was named in its place.
    /// </summary>
    public static UpdateJournal WithWhatRuns(UpdateJournal journal, SharedModel? running)
    {
        bool isTried = journal.Candidate is { Step: UpdateStep.Trial } trial && trial.Model == running?.Record;
        return running is { IsFallback: false, Record: { } record } && record != journal.Good && !isTried
            ? journal with { Good = record, Previous = journal.Good }
            : journal;
    }

    /// <summary>The model that a process begins with.</summary>
    /// <param name="configured">What the configuration's wish means on this machine outside the store, which one from elsewhere may have overruled.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    /// <exception cref="Exception">What is wrong with the model of the configuration, where none ran before.</exception>
    public SharedModel OpenFirst(ResolvedModel wanted, LocalModel? configured, Func<string, IVisionTask> open, CancellationToken stoppingToken)
    {
        CandidateRecord? candidate = CountStart();
        bool isItself = candidate?.Wanted == wanted.Key;
        if (isItself && candidate is { Step: UpdateStep.Trial, Model: { } tried } && TryOpen(tried, isFallback: false, open, stoppingToken) is { } model)
            return model;
        if (isItself && candidate is { Step: UpdateStep.Trial })
            EndTrial(candidate, UpdateReason.LoadFailed, "It could be opened before, and cannot be any more.");

        bool hasFailed = isItself && candidate!.Step is UpdateStep.Refused or UpdateStep.RolledBack or UpdateStep.Trial;
        if (wanted.Local is { } local && !hasFailed)
        {
            try
            {
                return SharedModel.Open(() => open(local.Place), stoppingToken, local.Record);
            }
            catch (Exception e) when (library.Journal.Good is not null && !stoppingToken.IsCancellationRequested)
            {
                tellFailed(local.Record.Name, e.Message);
            }
        }

        bool isWanted = isItself && candidate!.Step == UpdateStep.Good;
        return OpenGood(open, stoppingToken, isWanted, configured);
    }

    /// <summary>The model for an agent that takes another's place: the one that runs, opened anew, or the one that its configuration names.</summary>
    /// <param name="running">What runs.</param>
    /// <inheritdoc cref="OpenFirst" path="/exception"/>
    public SharedModel OpenNext(ResolvedModel wanted, SharedModel? running, Func<string, IVisionTask> open, CancellationToken stoppingToken)
    {
        if (wanted.Local is { } local && (wanted.Desired.Source == DesiredModel.Configuration || running?.Record is null))
            return SharedModel.Open(() => open(local.Place), stoppingToken, local.Record);
        return running is { Record: { } record } && TryOpen(record, running.IsFallback, open, stoppingToken) is { } model
            ? model
            : OpenGood(open, stoppingToken);
    }

    /// <summary>The last good model, or one of those before it.</summary>
    /// <param name="isWanted">Whether the last good one is what is wanted.</param>
    /// <param name="named">What the configuration names: the last resort's first.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    /// <exception cref="UpdateException">None can be run.</exception>
    public SharedModel OpenGood(Func<string, IVisionTask> open, CancellationToken stoppingToken, bool isWanted = false, LocalModel? named = null)
    {
        UpdateJournal journal = library.Journal;
        if (journal.Good is { } good && TryOpen(good, isFallback: !isWanted, open, stoppingToken) is { } last)
            return last;
        if (journal.Previous is { } previous && TryOpen(previous, isFallback: true, open, stoppingToken) is { } before)
            return before;
        if (named is not null && TryOpen(named.Record, isFallback: true, open, stoppingToken) is { } configured)
            return configured;

        foreach (string name in InstalledModels.Names.OrderBy(static name => name != InstalledModels.Default))
        {
            if (TryDescribe(name) is { } installed && TryOpen(installed, isFallback: true, open, stoppingToken) is { } model)
                return model;
        }

        throw new UpdateException(
            UpdateReason.NotFound, $"No model can be run: neither the wanted one, nor one that was good, nor one of those in {InstalledModels.Folder}.");
    }

    /// <summary>Counts that a process begins with an attempt under way; one that has ended too many of them is over.</summary>
    private CandidateRecord? CountStart()
    {
        // Before it is verified nothing of it runs: a box may lose its power any number of times while it waits for a network.
        if (library.Journal.Candidate is not { } candidate || !IsUnfinished(candidate) || candidate.Step < UpdateStep.Verified)
            return library.Journal.Candidate;

        if (candidate.Starts >= MaxStarts)
            return EndTrial(candidate, UpdateReason.Crashed, $"The process has ended {candidate.Starts} times while it was tried.");

        CandidateRecord counted = candidate with { Starts = candidate.Starts + 1 };
        try
        {
            library.Remember(library.Journal with { Candidate = counted });
            return counted;
        }
        catch (UpdateException e)
        {
            // What cannot be counted could go on for ever.
            return EndTrial(candidate, e.Reason, e.Message);
        }
    }

    private CandidateRecord EndTrial(CandidateRecord candidate, UpdateReason reason, string error)
    {
        tellFailed(candidate.Model?.Name ?? candidate.Url ?? "", error);
        UpdateJournal journal = library.Journal.WithEnd(candidate, reason, error, time.GetUtcNow());
        remember(journal);
        return journal.Candidate!;
    }

    private SharedModel? TryOpen(ModelRecord model, bool isFallback, Func<string, IVisionTask> open, CancellationToken stoppingToken)
    {
        try
        {
            string place = library.Locate(model);
            return SharedModel.Open(() => open(place), stoppingToken, model, isFallback);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            tellFailed(model.Name, e.Message);
            return null;
        }
    }

    private ModelRecord? TryDescribe(string name)
    {
        try
        {
            return ModelLibrary.Describe(InstalledModels.Locate(name), path: null);
        }
        catch (Exception e)
        {
            tellFailed(name, e.Message);
            return null;
        }
    }
}
