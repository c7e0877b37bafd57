using EdgeVision.Camera;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>A source that measures what its reading thread allocates, from one frame's read to a later one's.</summary>
internal sealed class CountedSource(IFrameSource source, int warmUp, int counted) : IFrameSource
{
    private long _before;
    private int _read;

    public string Description => source.Description;

    public CaptureStatistics Statistics => source.Statistics;

    public Action? Turned
    {
        get => source.Turned;
        set => source.Turned = value;
    }

    /// <summary>Bytes the reading thread allocated over the counted reads; <see langword="null"/>: it has not read as many.</summary>
    public long? Thread { get; private set; }

    public Frame? Read(CancellationToken stoppingToken)
    {
        Frame? frame = source.Read(stoppingToken);
        _read++;
        if (_read == warmUp)
            _before = GC.GetAllocatedBytesForCurrentThread();
        else if (_read == warmUp + counted)
            Thread = GC.GetAllocatedBytesForCurrentThread() - _before;
        return frame;
    }

    public void Dispose() => source.Dispose();
}
