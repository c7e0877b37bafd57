using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace EdgeVision.Inference.Planning;

/// <summary>
/// The threads that share a plan's steps. The caller of <see cref="Run"/> works too; pieces are claimed from one counter, so a thread the system takes
/// away delays only the piece it holds. Between steps the workers spin shortly, then sleep; an idle pool costs nothing.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    // Longer than the gap between two parallel steps, far shorter than the gap between two frames.
    private static readonly long s_spinTicks = Stopwatch.Frequency / 10_000;

    private readonly Thread[] _threads;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private volatile Step? _step;
    private volatile ExceptionDispatchInfo? _failure;
    private volatile bool _stopping;

    // Number of the step in the upper half, pieces not yet claimed in the lower: a late worker cannot claim a piece of a step it did not see.
    private long _claim;
    private int _completed;
    private int _sleepers;

    /// <param name="threads">Including the caller's; at least 1.</param>
    public WorkerPool(int threads)
    {
        _threads = new Thread[threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"inference {i + 1}" };
            _threads[i].Start();
        }
    }

    /// <summary>Threads, the caller's included.</summary>
    public int Threads => _threads.Length + 1;

    /// <summary>Runs every piece of <paramref name="step"/> and returns when all are done. One caller at a time.</summary>
    /// <exception cref="Exception">What a piece threw, from whichever thread.</exception>
    public void Run(Step step)
    {
        if (step.Chunks == 1 || _threads.Length == 0)
        {
            for (int chunk = 0; chunk < step.Chunks; chunk++)
                step.Run(chunk);
            return;
        }

        _failure = null;
        _step = step;
        _completed = 0;
        long number = ((Volatile.Read(ref _claim) >> 32) + 1) & int.MaxValue;
        Interlocked.Exchange(ref _claim, (number << 32) | (uint)step.Chunks);
        int sleepers = Volatile.Read(ref _sleepers);
        if (sleepers > 0)
            Wake(Math.Min(sleepers, step.Chunks - 1));

        Help(number);
        SpinWait wait = default;
        while (Volatile.Read(ref _completed) < step.Chunks)
            wait.SpinOnce(sleep1Threshold: -1);
        _failure?.Throw();
    }

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        Wake(_threads.Length);
        foreach (Thread thread in _threads)
            thread.Join();
        _wake.Dispose();
    }

    private void Wake(int count)
    {
        lock (_lock)
        {
            // A semaphore token nobody waits for would wake a worker later for nothing, which is harmless but never piles up beyond the threads.
            int missing = Math.Min(count, _threads.Length - _wake.CurrentCount);
            if (missing > 0)
                _wake.Release(missing);
        }
    }

    private void Work()
    {
        long seen = 0;
        while (!_stopping)
        {
            long number = AwaitNext(seen);
            if (number != seen)
                Help(number);
            seen = number;
        }
    }

    // The number of a step other than `seen`, or `seen` when woken for nothing.
    private long AwaitNext(long seen)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            long number = Volatile.Read(ref _claim) >> 32;
            if (number != seen || _stopping)
                return number;
            Thread.SpinWait(8);
        }
        while (Stopwatch.GetTimestamp() - start < s_spinTicks);

        // The count goes up before the last look: either this thread sees the new step, or Run sees the sleeper.
        Interlocked.Increment(ref _sleepers);
        if (Volatile.Read(ref _claim) >> 32 == seen && !_stopping)
            _wake.Wait();
        Interlocked.Decrement(ref _sleepers);
        return Volatile.Read(ref _claim) >> 32;
    }

    private void Help(long number)
    {
        while (true)
        {
            long claim = Volatile.Read(ref _claim);
            int left = (int)(uint)claim;
            if (claim >> 32 != number || left == 0)
                return;
            if (Interlocked.CompareExchange(ref _claim, claim - 1, claim) != claim)
                continue;

            try
            {
                // The step stays what it is until this piece is counted as completed.
                Step step = _step!;
                step.Run(step.Chunks - left);
            }
            catch (Exception exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }

            Interlocked.Increment(ref _completed);
        }
    }
}
