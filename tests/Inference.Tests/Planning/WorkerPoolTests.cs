using EdgeVision.Inference.Planning;

namespace EdgeVision.Inference.Tests.Planning;

public sealed class WorkerPoolTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(5)]
    public void RunsEveryPieceOnce(int threads)
    {
        using WorkerPool pool = new(threads);
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
        using WorkerPool pool = new(threads);
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
        using WorkerPool pool = new(2);
        CountingStep step = new(4);

        for (int i = 0; i < 10; i++)
        {
            pool.Run(step);
            Thread.Sleep(2);
        }

        Assert.All(step.Counts, static count => Assert.Equal(10, count));
    }

    [Fact]
    public void DisposesTwice()
    {
        WorkerPool pool = new(3);

        pool.Dispose();
        pool.Dispose();

        Assert.Equal(3, pool.Threads);
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

        public override void Bind()
        {
        }

        public override void Run(int chunk) => Interlocked.Increment(ref Counts[chunk]);
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

        public override void Bind()
        {
        }

        public override void Run(int chunk)
        {
            if (chunk == _failing)
                throw new InvalidOperationException($"piece {chunk}");
        }
    }
}
