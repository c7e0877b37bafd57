namespace EdgeVision.TestKit;

/// <summary>Counts what code allocates.</summary>
public static class Allocated
{
    private const int Attempts = 10;

    /// <summary>
    /// The least that the calling thread allocates in one of several calls of <paramref name="action"/>, in bytes; 0 ends the attempts. One call is not
    /// enough: a background collection that another test causes books the unused rest of this thread's allocation buffer, up to 8 KB, as allocated.
    /// </summary>
    public static long By(Action action)
    {
        ArgumentNullException.ThrowIfNull(action);
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
