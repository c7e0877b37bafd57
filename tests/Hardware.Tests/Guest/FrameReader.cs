using System.Diagnostics;
using EdgeVision.Camera;
using EdgeVision.Camera.V4L2;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>Reads a camera on a thread of its own, as the daemon does, and notes when frames came.</summary>
internal sealed class FrameReader : IDisposable
{
    private readonly object _gate = new();
    private readonly List<long> _arrivals = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly V4L2FrameSource _source;
    private readonly Thread _thread;
    private Exception? _failure;

    /// <summary>Begins to read.</summary>
    /// <param name="look">Sees every frame.</param>
    public FrameReader(V4L2Options options, Action<Frame>? look = null)
    {
        _source = new V4L2FrameSource(options);
        _thread = new Thread(() => Read(look)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The source's own counts.</summary>
    public CaptureStatistics Statistics => _source.Statistics;

    /// <summary>What the source says of itself.</summary>
    public string Description => _source.Description;

    /// <summary>Why no frame comes.</summary>
    public string? Error => _source.Error;

    /// <summary>Waits for a frame that came after a moment; fails if the reading thread did.</summary>
    /// <param name="moment">On the clock of <see cref="Stopwatch"/>.</param>
    /// <returns>How long after it the first one came.</returns>
    public TimeSpan WaitForFrameAfter(long moment, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (_arrivals.Count == 0 || _arrivals[^1] <= moment)
            {
                TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
                if (_failure is not null || left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                    Assert.Fail(
                        $"No frame within {limit.TotalSeconds} s after {_arrivals.Count}: {_failure?.Message ?? Error ?? "no error told"} ({Statistics})");
            }

            return Stopwatch.GetElapsedTime(moment, _arrivals.Find(arrival => arrival > moment));
        }
    }

    /// <summary>Waits for some more frames.</summary>
    public void WaitForFrames(int count, TimeSpan limit)
    {
        for (int i = 0; i < count; i++)
            WaitForFrameAfter(Stopwatch.GetTimestamp(), limit);
    }

    /// <summary>Waits until the source says so.</summary>
    /// <returns>How long that took.</returns>
    public TimeSpan WaitForTrouble(string words, TimeSpan limit) =>
        Eventually.True(
            () => Error?.Contains(words, StringComparison.Ordinal) == true, limit, () => $"no trouble \"{words}\" but \"{Error}\" ({Statistics})");

    /// <summary>Stops reading and closes the camera.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _thread.Join();
        _source.Dispose();
        _stopping.Dispose();
    }

    private void Read(Action<Frame>? look)
    {
        try
        {
            while (true)
            {
                using Frame frame = _source.Read(_stopping.Token)!;
                look?.Invoke(frame);
                lock (_gate)
                {
                    _arrivals.Add(Stopwatch.GetTimestamp());
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _failure = e;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
