using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Tests.Sessions;

[Collection(AloneCollection.Name)]
public sealed class ZeroAllocationTests
{
    // What the runtime's own threads may take beside us; a single object a run would be many times that.
    private const long MaxBytes = 4096;

    [Theory, InlineData(1), InlineData(2)]
    public void NeitherCallerNorWorkersAllocate(int threads)
    {
        const int Rounds = 5, Runs = 200;
        using ManagedInferenceSession session = ManagedInferenceSession.Open(ManagedInferenceSessionTests.Network(), KernelTable.Widest, threads);
        for (int i = 0; i < 50; i++)
            session.Run();

        // The best of several rounds: a collection in the middle of one books the unused rest of this thread's allocation buffer as allocated.
        long caller = long.MaxValue, process = long.MaxValue;
        for (int round = 0; round < Rounds && (caller > 0 || process > MaxBytes); round++)
        {
            long processBefore = GC.GetTotalAllocatedBytes(precise: true), callerBefore = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Runs; i++)
                session.Run();
            caller = Math.Min(caller, GC.GetAllocatedBytesForCurrentThread() - callerBefore);
            process = Math.Min(process, GC.GetTotalAllocatedBytes(precise: true) - processBefore);
        }

        Assert.Equal(0, caller);
        Assert.InRange(process, 0, MaxBytes);
    }
}
