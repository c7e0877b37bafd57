using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>A sink that measures what the inference thread and the whole process allocate over windows of frames.</summary>
/// <param name="capture">What the capture thread allocates.</param>
internal sealed class AllocationProbe(AllocationMeter capture, int warmUp, int counted) : IEventSink, IDisposable
{
    private const int MaxWindows = 6;

    /// <summary>What the inference thread allocates.</summary>
    public AllocationMeter Thread { get; } = new(GC.GetAllocatedBytesForCurrentThread, warmUp, counted);

    /// <summary>What all threads allocate.</summary>
    public AllocationMeter Process { get; } = new(static () => GC.GetTotalAllocatedBytes(precise: true), warmUp, counted);

    public string Name => "probe";

    /// <summary>Objects seen in all frames.</summary>
    public long Tracks { get; private set; }

    /// <summary>Set when both threads had a window without an allocation, or after the last window.</summary>
    public ManualResetEventSlim Done { get; } = new();

    public void OnCamera(in CameraStatus status)
    {
    }

    public void OnEvent(in VisionEvent visionEvent)
    {
    }

    public void OnFrame(in FrameResult frame)
    {
        Tracks += frame.Scene.Tracks.Length;
        Process.Count();
        Thread.Count();
        if ((Thread.Least == 0 && capture.Least == 0) || Thread.Windows == MaxWindows)
            Done.Set();
    }

    public void Dispose() => Done.Dispose();
}
