using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;
using EdgeVision.Workbench.Bench.Daemon.Interop;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>
/// A session that times another's runs, by the wall and on the processor. What a run costs the calling thread is all of it where the engine has one thread.
/// </summary>
internal sealed class NetworkClock(IInferenceSession session) : IInferenceSession
{
    /// <summary>Processor time of all runs.</summary>
    public TimeSpan Processor { get; private set; }

    /// <summary>How long the last run took.</summary>
    public TimeSpan Last { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Inputs => session.Inputs;

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Outputs => session.Outputs;

    /// <inheritdoc/>
    public IReadOnlyList<string> Kernels => session.Kernels;

    /// <inheritdoc/>
    public Span<float> Input(int index) => session.Input(index);

    /// <inheritdoc/>
    public void Run()
    {
        TimeSpan processor = ProcessorTimeOfThisThread();
        long start = Stopwatch.GetTimestamp();
        session.Run();
        Last = Stopwatch.GetElapsedTime(start);
        Processor += ProcessorTimeOfThisThread() - processor;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Output(int index) => session.Output(index);

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private static TimeSpan ProcessorTimeOfThisThread()
    {
        if (Libc.ReadClock(Libc.ThreadProcessorClock, out ClockReading reading) != 0)
            throw new PlatformNotSupportedException($"This system has no clock of a thread's processor time: {Marshal.GetLastPInvokeErrorMessage()}.");
        return TimeSpan.FromTicks((reading.Seconds * TimeSpan.TicksPerSecond) + (reading.Nanoseconds / TimeSpan.NanosecondsPerTick));
    }
}
