using EdgeVision.Inference.Planning;
using EdgeVision.Inference.Planning.Steps;

namespace EdgeVision.Inference.Tests.Planning;

public sealed class WorkerPoolTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public void RunsEveryPieceOnce(int threads)
    {
        using WorkerPool pool = Started(threads);
        for (int pieces = 1; pieces < 40; pieces++)
        {
            CountingStep step = new(pieces);

            for (int repeat = 0; repeat < 50; repeat++)
                pool.Run(step);

            Assert.All(step.Counts, count => Assert.Equal(50, count));
        }
    }

    [Theory, InlineData(1), InlineData(3)]
    public void SurfacesAnExceptionOfAnyPieceAndRunsOn(int threads)
    {
        using WorkerPool pool = Started(threads);
        CountingStep good = new(8);

        for (int failing = 0; failing < 8; failing++)
        {
            InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => pool.Run(new FailingStep(failing)));
            Assert.Equal($"piece {failing}", thrown.Message);
            pool.Run(good);
        }

        Assert.All(good.Counts, static count => Assert.Equal(8, count));
    }

    [Fact]
    public void WakesAfterSleeping()
    {
        using WorkerPool pool = Started(2);
        CountingStep step = new(4);

        for (int i = 0; i < 10; i++)
        {
            pool.Run(step);
            Thread.Sleep(2);
        }

        Assert.All(step.Counts, static count => Assert.Equal(10, count));
    }

    [Theory, InlineData(2), InlineData(4)]
    public void ClaimsFromBothEndsOfStepsOfChangingSizes(int threads)
    {
        using WorkerPool pool = Started(threads);
        CountingStep[] steps = [.. new[] { 2, 5000, 3, 64, 2 }.Select(static pieces => new CountingStep(pieces))];

        for (int repeat = 0; repeat < 500; repeat++)
        {
            foreach (CountingStep step in steps)
                pool.Run(step);
        }

        Assert.All(steps, static step => Assert.All(step.Counts, static count => Assert.Equal(500, count)));
    }

    [Theory, InlineData(2), InlineData(3)]
    public void WaitsForAPieceWhoseThreadWasTakenAway(int threads)
    {
        using WorkerPool pool = Started(threads);
        CountingStep quick = new(3);
        SlowStep slow = new(callingThread: Environment.CurrentManagedThreadId);

        for (int i = 0; i < 20; i++)
        {
            pool.Run(slow);
            Assert.Equal(0, slow.Running);
            pool.Run(quick);
        }

        Assert.All(quick.Counts, static count => Assert.Equal(20, count));
        Assert.Equal(20 * slow.Chunks, slow.Completed);
    }

    [Fact]
    public void RefusesMorePiecesThanItCounts()
    {
        using WorkerPool pool = Started(2);

        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Run(new CountingStep(Step.MaxChunks + 1)));
    }

    [Fact]
    public void WorksAlone_BeforeItsThreadsAreStarted()
    {
        using WorkerPool pool = new(3);
        CountingStep step = new(8);

        pool.Run(step);
        pool.Start();
        pool.Start();
        pool.Run(step);

        Assert.All(step.Counts, static count => Assert.Equal(2, count));
    }

    [Fact]
    public void DisposesTwice()
    {
        WorkerPool pool = Started(3);

        pool.Dispose();

        Assert.Null(Record.Exception(pool.Dispose));
    }

    private static WorkerPool Started(int threads)
    {
        WorkerPool pool = new(threads);
        pool.Start();
        return pool;
    }

    private sealed class CountingStep : Step
    {
        public CountingStep(int pieces)
            : base("counting")
        {
            Chunks = pieces;
            Counts = new int[pieces];
        }

        public int[] Counts { get; }

        public override void Run(int chunk) => Interlocked.Increment(ref Counts[chunk]);
    }

    // A piece takes long on any thread but the caller's, which is left waiting.
    private sealed class SlowStep : Step
    {
        private readonly int _callingThread;
        private int _running;
        private int _completed;

        public SlowStep(int callingThread)
            : base("slow")
        {
            _callingThread = callingThread;
            Chunks = 6;
        }

        public int Running => _running;

        public int Completed => _completed;

        public override void Run(int chunk)
        {
            Interlocked.Increment(ref _running);
            if (Environment.CurrentManagedThreadId != _callingThread)
                Thread.Sleep(1);
            Interlocked.Increment(ref _completed);
            Interlocked.Decrement(ref _running);
        }
    }

    private sealed class FailingStep : Step
    {
        private readonly int _failing;

        public FailingStep(int failing)
            : base("failing")
        {
            _failing = failing;
            Chunks = 8;
        }

        public override void Run(int chunk)
        {
            if (chunk == _failing)
                throw new InvalidOperationException($"piece {chunk}");
        }
    }
}
