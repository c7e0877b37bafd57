using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Tests.Sessions;

[Collection(AloneCollection.Name)]
public sealed class ZeroAllocationTests
{
    // What the runtime's own threads may take beside us; a single object a run would be many times that.
    private const long MostBytes = 4096;

    [Theory, InlineData(1), InlineData(2)]
    public void NeitherCallerNorWorkersAllocate(int threads)
    {
        const int Rounds = 5, Runs = 200;
        using ManagedInferenceSession session = ManagedInferenceSession.Open("net", ManagedInferenceSessionTests.Network(), KernelTable.Widest, threads);
        for (int i = 0; i < 50; i++)
            session.Run();

        long caller = GC.GetAllocatedBytesForCurrentThread(), least = long.MaxValue;
        for (int round = 0; round < Rounds && least > MostBytes; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Runs; i++)
                session.Run();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - caller);
        Assert.InRange(least, 0, MostBytes);
    }
}
