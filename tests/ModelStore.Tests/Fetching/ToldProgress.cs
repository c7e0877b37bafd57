using System.Collections.Concurrent;
using EdgeVision.ModelStore.Fetching;

namespace EdgeVision.ModelStore.Tests.Fetching;

/// <summary>Keeps what it is told.</summary>
internal sealed class ToldProgress(ConcurrentQueue<FetchProgress> all, TaskCompletionSource? begun = null) : IProgress<FetchProgress>
{
    public void Report(FetchProgress value)
    {
        all.Enqueue(value);
        begun?.TrySetResult();
    }
}
