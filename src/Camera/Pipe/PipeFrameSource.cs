using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;

namespace EdgeVision.Camera.Pipe;

/// <summary>
/// Pictures a child process writes to its stdout: rpicam-vid, gst-launch-1.0, ffmpeg. Started on the first <see cref="Read"/>, and again with
/// growing pauses when it ends or falls silent. Yields the newest of the frames that have come. An incomplete frame at the program's end is
/// counted as damaged.
/// </summary>
public sealed class PipeFrameSource : IFrameSource
{
    private const int SliceMilliseconds = 50;
    private const int LentAtOnce = 4;
    private const int MaxJpegBytes = 64 << 20;

    // A program that writes faster than it is read would otherwise never let a frame out.
    private const int MaxReadsAFrame = 256;

    private readonly PipeOptions _options;
    private readonly PipeCommand _command;
    private readonly TimeProvider _time;
    private readonly Metronome _metronome;
    private readonly Backoff _backoff;
    private readonly ByteQueue _bytes;
    private readonly FramePool _pool = new(LentAtOnce);
    private readonly byte[] _errorBytes = new byte[1024];
    private ChildProcess? _child;
    private IFrameFinder _finder;
    private ErrorTail _errors = new();
    private bool _errorsEnded;
    private bool _lost;
    private long _taken;
    private long _brokenCounted;
    private long _sequence;
    private long _delivered;
    private long _dropped;
    private long _damaged;
    private long _reopened;

    /// <summary>Starts nothing yet.</summary>
    /// <exception cref="CameraException">No command, or a format that cannot be.</exception>
    public PipeFrameSource(PipeOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Command.Count == 0 || string.IsNullOrWhiteSpace(options.Command[0]))
            throw new CameraException("A pipe camera needs the command of the program that writes its frames.");
        if (options.Environment.Any(static variable => variable.IndexOf('=', StringComparison.Ordinal) < 1))
            throw new CameraException("A variable of a pipe's program is written NAME=value.");
        if (options.RawFormat is { Pixels: not PixelFormat.Jpeg, IsRawAndSane: false } f)
            throw new CameraException($"Frames of {f.Width}×{f.Height} {f.Pixels} with {f.Stride} bytes a line cannot come through a pipe.");

        _options = options;
        _command = new PipeCommand(options.Command, options.Environment);
        _time = time ?? TimeProvider.System;
        _metronome = new Metronome(_time, () => Heartbeat?.Invoke());
        _backoff = new Backoff(options.FirstPause, options.MaxPause);
        _finder = NewFinder();
        int capacity = (int)Math.Max(1 << 20, 2 * FrameBytes);
        _bytes = new ByteQueue(capacity, FrameBytes > 0 ? capacity : MaxJpegBytes);
        string kind = options.RawFormat is { Pixels: not PixelFormat.Jpeg } format ? $"{format.Width}×{format.Height} {format.Pixels}" : "JPEG";
        Description = $"{_command.Description}, {kind}";
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public string? Error { get; private set; }

    /// <inheritdoc/>
    public Action? Heartbeat { get; set; }

    /// <inheritdoc/>
    public CaptureStatistics Statistics =>
        new(Volatile.Read(ref _delivered), Volatile.Read(ref _dropped), Volatile.Read(ref _damaged), Volatile.Read(ref _reopened));

    private long FrameBytes => _options.RawFormat?.ByteCount ?? 0;

    /// <inheritdoc/>
    public Frame? Read(CancellationToken stoppingToken)
    {
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                _child ??= _command.Start();
                if (WaitForFrame(_child, stoppingToken) is { } frame)
                    return frame;

                string message = $"{_command.Program} {StopChild()}{LastWords()}.";
                if (!_options.Restart)
                    return _delivered > 0 ? null : throw new CameraException(message);
                throw new PipeException(message);
            }
            catch (PipeException e)
            {
                StopChild();
                if (!_options.Restart)
                    throw new CameraException(e.Message, e);
                _lost = true;
                Error = e.Message;
                _metronome.Wait(_backoff.Next(), stoppingToken);
            }
        }
    }

    /// <inheritdoc/>
    public void StartOver()
    {
        _lost = true;
        StopChild();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        StopChild();
        _metronome.Dispose();
        _pool.Dispose();
        _bytes.Dispose();
    }

    /// <summary>Null: the program closed its stdout, and no whole frame is left.</summary>
    private Frame? WaitForFrame(ChildProcess child, CancellationToken stoppingToken)
    {
        long silentSince = _time.GetTimestamp();
        while (true)
        {
            bool ended = ReadAll(child);
            CountBroken();
            if (_finder.Found > _taken && TakeNewest(stoppingToken) is { } frame)
                return frame;
            if (ended)
                return null;

            stoppingToken.ThrowIfCancellationRequested();
            Heartbeat?.Invoke();
            if (_time.GetElapsedTime(silentSince) > _options.SilenceLimit)
                throw new PipeException($"{_command.Program} gave no frame for {_options.SilenceLimit.TotalSeconds:0.#} s{LastWords()}.");
            child.WaitForBytes(_errorsEnded, SliceMilliseconds);
        }
    }

    /// <summary>Reads what has come. True: the program closed its stdout.</summary>
    private bool ReadAll(ChildProcess child)
    {
        ReadErrors(child);
        for (int i = 0; i < MaxReadsAFrame; i++)
        {
            if (_bytes.Space.IsEmpty)
                _bytes.DiscardBefore(_finder.Found > _taken ? _finder.Newest.Start : _finder.KeepFrom);
            if (_bytes.Space.IsEmpty && !_bytes.TryGrow())
                throw new PipeException($"{_command.Program} wrote {MaxJpegBytes >> 20} MiB without the end of a JPEG picture.");

            int read = ChildProcess.ReadAvailable(child.Output, _bytes.Space);
            if (read < 0)
                return false;
            if (read == 0)
                return true;

            _finder.Advance(_bytes.Append(read));
            if (_finder.Found == _taken)
                _bytes.DiscardBefore(_finder.KeepFrom);
        }

        return false;
    }

    private void ReadErrors(ChildProcess child)
    {
        for (int i = 0; i < MaxReadsAFrame && !_errorsEnded; i++)
        {
            int read = ChildProcess.ReadAvailable(child.Errors, _errorBytes);
            if (read < 0)
                return;

            _errors.Add(_errorBytes.AsSpan(0, read));
            _errorsEnded = read == 0;
        }
    }

    private Frame? TakeNewest(CancellationToken stoppingToken)
    {
        (long start, long end) = _finder.Newest;
        long passed = _finder.Found - _taken;
        ReadOnlySpan<byte> bytes = _bytes.Between(start, end);
        bool readable = TryFormat(bytes, out FrameFormat format);
        Frame? frame = null;
        if (readable)
        {
            int slot = _pool.Rent(stoppingToken);
            PixelBuffer memory = _pool.Memory(slot);
            memory.Reserve(bytes.Length);
            bytes.CopyTo(memory.Bytes);
            frame = _pool.Lend(slot, 0, bytes.Length, format, _sequence + passed - 1, _time.GetUtcNow(), _time.GetTimestamp());
        }

        _taken = _finder.Found;
        _bytes.DiscardBefore(_finder.KeepFrom);
        _sequence += passed;
        _dropped += passed - 1;
        if (frame is null)
            _damaged++;
        else
            NoteSuccess();
        return frame;
    }

    private bool TryFormat(ReadOnlySpan<byte> bytes, out FrameFormat format)
    {
        if (_options.RawFormat is { Pixels: not PixelFormat.Jpeg } raw)
        {
            format = raw;
            return true;
        }

        bool readable = JpegHeader.TryRead(bytes, out JpegHeader header);
        format = new FrameFormat(PixelFormat.Jpeg, header.Width, header.Height, 0, ColorEncoding.Bt601Full);
        return readable;
    }

    private void NoteSuccess()
    {
        _delivered++;
        if (!_lost)
            return;

        _reopened += _delivered > 1 ? 1 : 0;
        _lost = false;
        Error = null;
        _backoff.Reset();
    }

    private void CountBroken()
    {
        _damaged += _finder.Broken - _brokenCounted;
        _brokenCounted = _finder.Broken;
    }

    /// <summary>Stops the program, if it runs, and forgets its stream. Returns how it ended.</summary>
    private string StopChild()
    {
        if (_child is null)
            return "";

        ReadErrors(_child);
        string end = _child.Stop();
        _child = null;
        if (_finder.IsInside)
            _damaged++;
        _finder = NewFinder();
        _bytes.Clear();
        _taken = _brokenCounted = 0;
        _errorsEnded = false;
        return end;
    }

    private string LastWords()
    {
        string said = _errors.Describe(_command.Mask);
        _errors = new ErrorTail();
        return said.Length == 0 ? "" : $": {said}";
    }

    private IFrameFinder NewFinder() => FrameBytes > 0 ? new RawFrameFinder((int)FrameBytes) : new JpegFrameFinder();
}
