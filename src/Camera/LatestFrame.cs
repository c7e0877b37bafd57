using System.Diagnostics.CodeAnalysis;

namespace EdgeVision.Camera;

/// <summary>
/// Hands frames from the capture thread to the inference thread through one slot. A stale frame is worth less than a fresh one, so a full slot
/// gives its frame back and takes the new one. Allocates nothing per frame.
/// </summary>
public sealed class LatestFrame : IDisposable
{
    // No Lock: that allocates when two threads first meet at it, which may be at any frame.
    private readonly object _gate = new();
    private Frame? _newest;
    private bool _ended;
    private long _dropped;

    /// <summary>Frames that a newer one replaced before anybody took them.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Whether a frame lies there that nobody has taken yet.</summary>
    public bool HasFrame => Volatile.Read(ref _newest) is not null;

    /// <summary>Puts a frame in the slot; whatever lay there is disposed and counted. After <see cref="Complete"/> the frame itself is disposed.</summary>
    public void Offer(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Frame? loser;
        lock (_gate)
        {
            loser = _ended ? frame : _newest;
            if (loser is not null)
                _dropped++;
            if (!_ended)
                _newest = frame;
        }

        loser?.Dispose();
    }

    /// <summary>Takes the frame if one is there, without waiting; the caller disposes it.</summary>
    public bool TryTake([NotNullWhen(true)] out Frame? frame)
    {
        lock (_gate)
            (frame, _newest) = (_newest, null);
        return frame is not null;
    }

    /// <summary>No more frames will come: what lies there can still be taken, what is offered from now on is disposed.</summary>
    public void Complete()
    {
        lock (_gate)
            _ended = true;
    }

    /// <summary>Completes and gives back the frame in the slot.</summary>
    public void Dispose()
    {
        Complete();
        if (TryTake(out Frame? frame))
            frame.Dispose();
    }
}
