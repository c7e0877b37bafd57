using System.Diagnostics;
using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Sessions;

/// <summary>Measures the peak rate of multiply-adds of one core, which no engine can exceed.</summary>
public static unsafe class MultiplyAddPeak
{
    // Together longer than a processor takes to reach its highest clock.
    private const int Repetitions = 500;

    private static readonly TimeSpan s_minTime = TimeSpan.FromMilliseconds(0.5);

    /// <summary>
    /// 10⁹ multiply-adds of 32-bit floats a second on the calling thread, in the widest registers the engine uses. Takes a quarter of a second.
    /// </summary>
    public static double Measure() => Measure(KernelTable.Widest);

    /// <summary>As <see cref="Measure()"/>, in registers of one width.</summary>
    internal static double Measure(KernelTable kernels)
    {
        // The first call compiles; the others are long enough for the clock.
        nint rounds = 1000;
        Time(kernels, rounds);
        while (Time(kernels, rounds) < s_minTime)
            rounds *= 2;

        // Disturbances mostly slow a run down, but the single fastest may be an accident of the clock; the fastest tenth is not.
        TimeSpan[] times = [.. Enumerable.Range(0, Repetitions).Select(_ => Time(kernels, rounds)).Order()];
        return (double)rounds * PeakKernels.Chains * kernels.Lanes / times[Repetitions / 10].TotalSeconds / 1e9;
    }

    private static TimeSpan Time(KernelTable kernels, nint rounds)
    {
        float* sum = stackalloc float[ChannelBlock.Size];
        long start = Stopwatch.GetTimestamp();
        kernels.MultiplyAddChains(rounds, sum);
        return Stopwatch.GetElapsedTime(start);
    }
}
