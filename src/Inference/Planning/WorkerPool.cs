using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using EdgeVision.Inference.Planning.Steps;

namespace EdgeVision.Inference.Planning;

/// <summary>
/// The threads that share a plan's steps. The caller of <see cref="Run"/> works too; pieces are claimed from one counter, so a thread the system takes
/// away delays only the piece it holds. Between steps the workers spin shortly, then sleep; an idle pool costs nothing.
/// <para>
/// The caller and every other worker claim from the front, the workers between them from the back: two threads meet in the middle, and
/// a thread finds in its cache what it wrote in the step before.
/// </para>
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    // A claim, from the top: number of the step, end of what nobody has claimed, its begin; both hold Step.MaxChunks and some more. Threads that find
    // nothing left move both past each other, by a piece or two a thread, so the fields are offset far enough not to run into their neighbours.
    private const int FieldBits = 20;
    private const int FieldMask = (1 << FieldBits) - 1;
    private const int Offset = 1024;
    private const long ClaimFront = 1;
    private const long ClaimBack = -(1L << FieldBits);

    // Longer than the gap between two parallel steps, far shorter than the gap between two frames.
    private static readonly long s_spinTicks = Stopwatch.Frequency / 10_000;

    // The last pieces take a few microseconds. When they take longer, the system has taken their thread away: sleeping gives it this processor.
    private static readonly long s_patienceTicks = Stopwatch.Frequency / 20_000;

    private readonly Thread[] _threads;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private volatile Step? _step;
    private volatile ExceptionDispatchInfo? _failure;
    private volatile bool _stopping;
    private int _sleepers;
    private int _callerSleeps;
    private bool _started;
    private Board _board;

    /// <summary>Nobody helps before <see cref="Start"/>.</summary>
    /// <param name="threads">Including the caller's; at least 1.</param>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, Offset / 4);
        _threads = new Thread[threads - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            long side = i % 2 == 0 ? ClaimBack : ClaimFront;
            _threads[i] = new Thread(() => Work(side)) { IsBackground = true, Name = $"inference {i + 1}" };
        }
    }

    /// <summary>
    /// Starts the threads, which have the calling thread's priority for good: Linux gives a new thread the nice value of the one that made it. Called again it
    /// does nothing. Not while <see cref="Run"/> runs.
    /// </summary>
    public void Start()
    {
        if (_started)
            return;
        _started = true;
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>Runs every piece of <paramref name="step"/> and returns when all are done. One caller at a time.</summary>
    /// <exception cref="Exception">What a piece threw, from whichever thread.</exception>
    public void Run(Step step)
    {
        if (step.Chunks == 1 || _threads.Length == 0 || !_started)
        {
            for (int chunk = 0; chunk < step.Chunks; chunk++)
                step.Run(chunk);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(step.Chunks, Step.MaxChunks);
        _failure = null;
        _step = step;
        _board.Left = step.Chunks;
        long number = NumberOf(Volatile.Read(ref _board.Claim)) + 1;
        Interlocked.Exchange(ref _board.Claim, (((number << FieldBits) | (long)(Offset + step.Chunks)) << FieldBits) | Offset);
        int sleepers = Volatile.Read(ref _sleepers);
        if (sleepers > 0)
            Wake(Math.Min(sleepers, step.Chunks - 1));

        if (!Help(ClaimFront))
            AwaitOthers();
        _failure?.Throw();
    }

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        Wake(_threads.Length);
        foreach (Thread thread in _started ? _threads : [])
            thread.Join();
        _wake.Dispose();
        _done.Dispose();
    }

    // Wraps around; a worker that misses a step because of that only fails to help.
    private static long NumberOf(long claim) => claim >>> (2 * FieldBits);

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

    private void AwaitOthers()
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < 16; i++)
            {
                if (Volatile.Read(ref _board.Left) == 0)
                    return;
                Thread.SpinWait(1);
            }
        }
        while (Stopwatch.GetTimestamp() - start < s_patienceTicks);

        // Either this thread sees that all is done, or the last worker sees the sleeper; where both do, the worker's token is taken too. A worker late with
        // the step before may wake this thread too early.
        while (Volatile.Read(ref _board.Left) != 0)
        {
            Interlocked.Exchange(ref _callerSleeps, 1);
            if (Volatile.Read(ref _board.Left) != 0 || Interlocked.Exchange(ref _callerSleeps, 0) == 0)
                _done.Wait();
        }
    }

    private void Work(long side)
    {
        long seen = 0;
        while (!_stopping)
        {
            long number = AwaitNext(seen);
            if (number != seen && Help(side) && Interlocked.Exchange(ref _callerSleeps, 0) != 0)
                _done.Release();
            seen = number;
        }
    }

    // The number of a step other than `seen`, or `seen` when woken for nothing.
    private long AwaitNext(long seen)
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            for (int i = 0; i < 16; i++)
            {
                long number = NumberOf(Volatile.Read(ref _board.Claim));
                if (number != seen || _stopping)
                    return number;
                Thread.SpinWait(1);
            }
        }
        while (Stopwatch.GetTimestamp() - start < s_spinTicks);

        // The count goes up before the last look: either this thread sees the new step, or Run sees the sleeper.
        Interlocked.Increment(ref _sleepers);
        if (NumberOf(Volatile.Read(ref _board.Claim)) == seen && !_stopping)
            _wake.Wait();
        Interlocked.Decrement(ref _sleepers);
        return NumberOf(Volatile.Read(ref _board.Claim));
    }

    // Works until nothing is left to claim; true for the thread that completes the step. A thread that was late for the step it meant claims a piece of a
    // later one, which is as good: that step stays what it is until the piece is counted.
    private bool Help(long side)
    {
        int completed = 0;
        while (true)
        {
            long claim = Interlocked.Add(ref _board.Claim, side) - side;
            int begin = (int)claim & FieldMask, end = (int)(claim >> FieldBits) & FieldMask;
            if (begin >= end)
                break;

            completed++;
            try
            {
                _step!.Run((side == ClaimFront ? begin : end - 1) - Offset);
            }
            catch (Exception exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }
        }

        return completed > 0 && Interlocked.Add(ref _board.Left, -completed) == 0;
    }

    // Each on a cache line of its own, apart from what is only read.
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Board
    {
        [FieldOffset(64)]
        public long Claim;

        // Pieces not yet completed.
        [FieldOffset(128)]
        public int Left;
    }
}
