namespace EdgeVision.Inference.Planning.Memory;

/// <summary>How much memory a plan may take.</summary>
internal static class MemoryLimit
{
    // Several times what the largest network for an edge device takes. A file of a few bytes can ask for any shape.
    private const long MaxBytes = 1L << 30;

    /// <summary>The most bytes of tensors, weights and tables together: never more than half of the memory this process may have.</summary>
    public static long Bytes => Math.Min(MaxBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
}
