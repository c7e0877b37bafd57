using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>A sink that measures what the inference thread and the whole process allocate from one frame to another.</summary>
internal sealed class AllocationProbe(int warmUp, int counted) : IEventSink, IDisposable
{
    private long _threadBefore;
    private long _processBefore;

    public string Name => "probe";

    /// <summary>Bytes the inference thread allocated over the counted frames.</summary>
    public long Thread { get; private set; }

    /// <summary>Bytes all threads allocated over the counted frames.</summary>
    public long Process { get; private set; }

    /// <summary>Objects seen over the counted frames.</summary>
    public long Tracks { get; private set; }

    /// <summary>Starts, updates and ends of rules over the counted frames.</summary>
    public long Events { get; private set; }

    /// <summary>Set after the last counted frame.</summary>
    public ManualResetEventSlim Done { get; } = new();

    public void OnCamera(in CameraStatus status)
    {
    }

    public void OnEvent(in VisionEvent visionEvent) => Events++;

    public void OnFrame(in FrameResult frame)
    {
        Tracks += frame.Tracks.Length;
        if (frame.Sequence == warmUp)
        {
            Events = Tracks = 0;
            _processBefore = GC.GetTotalAllocatedBytes(precise: true);
            _threadBefore = GC.GetAllocatedBytesForCurrentThread();
        }
        else if (frame.Sequence == warmUp + counted)
        {
            Thread = GC.GetAllocatedBytesForCurrentThread() - _threadBefore;
            Process = GC.GetTotalAllocatedBytes(precise: true) - _processBefore;
            Done.Set();
        }
    }

    public void Dispose() => Done.Dispose();
}
