using System.Globalization;
using EdgeVision.Pixels;

namespace EdgeVision.Camera.Replay;

/// <summary>
/// Yields every recorded frame, in order: a late reader delays the schedule and loses none. At most four frames are lent at a time;
/// the next <see cref="Read"/> waits for one to come back. Memory: four frames, and for a folder its files, at most 256 MiB.
/// </summary>
public sealed class ReplayFrameSource : IFrameSource
{
    private const int LentAtOnce = 4;

    private readonly IRecording _recording;
    private readonly TimeProvider _time;
    private readonly bool _loop;
    private readonly int _hold;
    private readonly long _period;
    private readonly FramePool _pool = new(LentAtOnce);
    private readonly Metronome _metronome;
    private int _next;
    private int _repeatsLeft;
    private int _goodInThisRound;
    private long _due;
    private long _sequence;
    private long _damaged;

    /// <summary>Opens the recording.</summary>
    /// <exception cref="CameraException">Nothing there, nothing to replay in it, or too much.</exception>
    public ReplayFrameSource(ReplayOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FramesPerSecond is <= 0 or > 1000 or double.NaN)
            throw new CameraException($"Replay rate {options.FramesPerSecond} is outside 0…1000 frames a second.");

        if (options.Hold is < 1 or > 1000)
            throw new CameraException($"A replay cannot hold each picture for {options.Hold} frames; use 1 to 1000.");

        _time = time ?? TimeProvider.System;
        _hold = options.Hold;
        _loop = options.Loop;
        _period = options.FramesPerSecond is { } rate ? (long)(_time.TimestampFrequency / rate) : 0;
        _recording = Open(options);
        _metronome = new Metronome(_time, () => Heartbeat?.Invoke());
        _damaged = _recording.Broken;
        string pace = options.FramesPerSecond is { } fps ? fps.ToString("0.###", CultureInfo.InvariantCulture) + " frames a second" : "as fast as read";
        Description = $"{_recording.Description}, {_recording.Count} frames, {pace}{(_loop ? ", looping" : "")}";
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public Action? Heartbeat { get; set; }

    /// <inheritdoc/>
    public CaptureStatistics Statistics => new(Volatile.Read(ref _sequence), 0, Volatile.Read(ref _damaged), 0);

    /// <inheritdoc/>
    public Frame? Read(CancellationToken stoppingToken)
    {
        stoppingToken.ThrowIfCancellationRequested();
        int slot = _pool.Rent(stoppingToken);
        bool lent = false;
        try
        {
            while (TryNext(out int index))
            {
                if (!TryRead(index, slot, out int length, out FrameFormat format))
                {
                    _damaged++;
                    _repeatsLeft = 0;
                    continue;
                }

                _goodInThisRound++;
                WaitForItsTime(stoppingToken);
                lent = true;
                return _pool.Lend(slot, 0, length, format, _sequence++, _time.GetUtcNow(), _time.GetTimestamp());
            }

            return null;
        }
        finally
        {
            if (!lent)
                _pool.PutBack(slot);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _metronome.Dispose();
        _pool.Dispose();
        _recording.Dispose();
    }

    private static IRecording Open(ReplayOptions options)
    {
        try
        {
            if (options.RawFormat is { Pixels: not PixelFormat.Jpeg } format)
            {
                string frames = $"{format.Width}×{format.Height} {format.Pixels} with {format.Stride} bytes a line";
                return format.IsRawAndSane ? new RawFile(options.Path, format) : throw new CameraException($"Raw frames of {frames} cannot be replayed.");
            }

            return Directory.Exists(options.Path) ? new JpegFolder(options.Path) : new MjpegFile(options.Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CameraException($"Cannot replay {options.Path}: {e.Message}", e);
        }
    }

    private bool TryNext(out int index)
    {
        if (_repeatsLeft > 0)
        {
            _repeatsLeft--;
            index = _next - 1;
            return true;
        }

        if (_next == _recording.Count)
        {
            if (_goodInThisRound == 0)
                throw new CameraException($"None of the {_recording.Count} frames of {_recording.Description} can be read.");
            if (_loop)
                _next = _goodInThisRound = 0;
        }

        index = _next;
        if (index == _recording.Count)
            return false;

        _next++;
        _repeatsLeft = _hold - 1;
        return true;
    }

    private bool TryRead(int index, int slot, out int length, out FrameFormat format)
    {
        try
        {
            return _recording.TryRead(index, _pool.Memory(slot), out length, out format);
        }
        catch (IOException e)
        {
            throw new CameraException($"Cannot read frame {index} of {_recording.Description}: {e.Message}", e);
        }
    }

    private void WaitForItsTime(CancellationToken stoppingToken)
    {
        if (_period == 0)
            return;

        long now = _time.GetTimestamp();
        _due = _sequence == 0 || now - _due > _period ? now : _due;
        _metronome.WaitUntil(_due, stoppingToken);
        _due += _period;
    }
}
