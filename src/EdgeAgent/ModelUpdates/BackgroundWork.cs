using EdgeVision.Linux;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>
/// Does work beside the pipeline on one thread, so on one processor at most, at the lowest priority. Work that does not end is left behind, with its thread, so
/// that it blocks nothing that comes later; after a few of those nothing is begun any more.
/// </summary>
internal sealed class BackgroundWork
{
    // Each keeps its memory until the process ends.
    private const int MaxLeftBehind = 3;

    private int _hanging;
    private int _leftBehind;

    /// <summary>Does something.</summary>
    /// <param name="what">What it is, for messages: a clause without a full stop.</param>
    /// <param name="lowPriority">Whether the thread gives way to all others. Threads that it makes would inherit that for good.</param>
    /// <param name="late">Takes what the work made after it was left behind.</param>
    /// <param name="held">What it works with, given back when it has ended, however late, or was not begun.</param>
    /// <exception cref="UpdateException">It did not end in time.</exception>
    /// <exception cref="OperationCanceledException">Not waited for any longer.</exception>
    public T Do<T>(
        string what, Func<T> work, TimeSpan limit, bool lowPriority, Action<T> late, CancellationToken stoppingToken, IDisposable? held = null)
    {
        if (FindNoRoom() is { } refusal)
        {
            held?.Dispose();
            throw refusal;
        }

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Run(work, lowPriority, done, held)) { IsBackground = true, Name = "model" };
        thread.Start();
        try
        {
            return done.Task.WaitAsync(limit, stoppingToken).GetAwaiter().GetResult();
        }
        catch (TimeoutException) when (!done.Task.IsFaulted)
        {
            Interlocked.Increment(ref _hanging);
            LeaveBehind(done.Task, late, () => Interlocked.Decrement(ref _hanging));
            throw new UpdateException(UpdateReason.LoadHung, $"{what} did not end within {limit.TotalSeconds:0} s, and was given up.");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LeaveBehind(done.Task, late, static () => { });
            throw;
        }
    }

    private UpdateException? FindNoRoom()
    {
        if (Volatile.Read(ref _hanging) >= MaxLeftBehind)
            return new UpdateException(UpdateReason.LoadHung, $"{MaxLeftBehind} models hang since they were opened, so no other is; restart the daemon.");
        // What was only not wanted any more ends by itself.
        return Volatile.Read(ref _leftBehind) >= MaxLeftBehind
            ? new UpdateException(
                UpdateReason.LoadHung, $"{MaxLeftBehind} models that are not wanted any more are still being opened; it is tried again.", isTransient: true)
            : null;
    }

    private static void Run<T>(Func<T> work, bool lowPriority, TaskCompletionSource<T> done, IDisposable? held)
    {
        try
        {
            using IDisposable? used = held;
            if (lowPriority)
                LowPriority.Take();
            done.SetResult(work());
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    private void LeaveBehind<T>(Task<T> work, Action<T> late, Action ended)
    {
        Interlocked.Increment(ref _leftBehind);
        work.ContinueWith(
            task =>
            {
                Interlocked.Decrement(ref _leftBehind);
                ended();
                if (task.IsCompletedSuccessfully)
                    late(task.Result);
                else
                    _ = task.Exception;
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }
}
