using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.Models;

/// <summary>An open model that agents share one after the other; closed when the last of them lets go of it. Thread-safe.</summary>
/// <param name="task">Owned from now on; the maker has the first share.</param>
/// <param name="record">Which one it is; <see langword="null"/>: nobody needs to know.</param>
/// <param name="isFallback">
/// Whether it runs in place of what is wanted: rules that it cannot serve stay idle then, instead of being a reason not to run.
/// </param>
internal sealed class SharedModel(IVisionTask task, ModelRecord? record = null, bool isFallback = false) : IDisposable
{
    private int _shares = 1;

    /// <summary>The model. Only one agent at a time may use it.</summary>
    public IVisionTask Task => task;

    /// <summary>Which one it is; <see langword="null"/>: nobody needs to know.</summary>
    public ModelRecord? Record => record;

    /// <summary>Whether it runs in place of what is wanted: rules that it cannot serve stay idle then.</summary>
    public bool IsFallback => isFallback;

    /// <summary>Opens a model.</summary>
    /// <param name="stoppingToken">Ends the wait, which on a small board takes long.</param>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static SharedModel Open(Func<IVisionTask> open, CancellationToken stoppingToken, ModelRecord? record = null, bool isFallback = false)
    {
        // Nothing inside a load looks at a token, so it is left behind on a thread of its own, which does not keep the process alive.
        Task<IVisionTask> opening = System.Threading.Tasks.Task.Factory.StartNew(
            open, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return new SharedModel(opening.WaitAsync(stoppingToken).GetAwaiter().GetResult(), record, isFallback);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            opening.ContinueWith(
                static late => late.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>One more share, to be disposed like the first. The caller has one.</summary>
    public SharedModel Share()
    {
        Interlocked.Increment(ref _shares);
        return this;
    }

    /// <summary>Gives one share back.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _shares) == 0)
            task.Dispose();
    }
}
