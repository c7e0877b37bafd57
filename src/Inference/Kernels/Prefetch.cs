using System.Runtime.Intrinsics.X86;

namespace EdgeVision.Inference.Kernels;

/// <summary>Asks for memory before it is needed, where .NET has the processor's instruction for it; a wrong address does no harm.</summary>
internal static unsafe class Prefetch
{
    private const int LineFloats = 16;

    /// <summary>Brings the cache lines from <paramref name="start"/> to <paramref name="end"/> into the second-level cache.</summary>
    public static void Range(float* start, float* end)
    {
        if (!Sse.IsSupported)
            return;
        for (float* line = start; line < end; line += LineFloats)
            Sse.Prefetch1(line);
    }
}
