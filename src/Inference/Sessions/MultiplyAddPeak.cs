using System.Diagnostics;
using EdgeVision.Inference.Kernels;

namespace EdgeVision.Inference.Sessions;

/// <summary>What one core of this processor can do at most, measured: the ceiling under which an engine's rate is to be read.</summary>
public static unsafe class MultiplyAddPeak
{
    private const int Repetitions = 100;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(0.5);

    /// <summary>10⁹ multiply-adds of 32-bit floats a second on the calling thread, in the widest registers the engine uses. Takes about a tenth of a second.</summary>
    public static double Measure() => Measure(KernelTable.Widest);

    /// <summary>As <see cref="Measure()"/>, in registers of one width.</summary>
    internal static double Measure(KernelTable kernels)
    {
        // Long enough for the clock; then the fastest of many, because whatever disturbs only slows.
        nint rounds = 1000;
        while (Time(kernels, rounds) < s_shortest)
            rounds *= 2;
        TimeSpan fastest = TimeSpan.MaxValue;
        for (int i = 0; i < Repetitions; i++)
        {
            TimeSpan time = Time(kernels, rounds);
            if (time < fastest)
                fastest = time;
        }

        return (double)rounds * PeakKernels.Chains * kernels.Lanes / fastest.TotalSeconds / 1e9;
    }

    private static TimeSpan Time(KernelTable kernels, nint rounds)
    {
        float* sum = stackalloc float[ChannelBlock.Size];
        long start = Stopwatch.GetTimestamp();
        kernels.MultiplyAddChains(rounds, sum);
        return Stopwatch.GetElapsedTime(start);
    }
}
