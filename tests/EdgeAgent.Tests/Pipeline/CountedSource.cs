using EdgeVision.Camera;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>A source that tells a meter of each frame its reading thread reads.</summary>
internal sealed class CountedSource(IFrameSource source, AllocationMeter meter) : IFrameSource
{
    public string Description => source.Description;

    public CaptureStatistics Statistics => source.Statistics;

    public Action? Heartbeat
    {
        get => source.Heartbeat;
        set => source.Heartbeat = value;
    }

    public Frame? Read(CancellationToken stoppingToken)
    {
        Frame? frame = source.Read(stoppingToken);
        meter.Count();
        return frame;
    }

    public void Dispose() => source.Dispose();
}
