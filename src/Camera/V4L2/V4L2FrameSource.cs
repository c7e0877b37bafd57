using System.Globalization;
using EdgeVision.Camera.V4L2.Interop;
using EdgeVision.Linux;
using EdgeVision.Pixels;

namespace EdgeVision.Camera.V4L2;

/// <summary>
/// A camera of the kernel's V4L2 (memory-mapped streaming, single-planar). Opens it on the first <see cref="Read"/>, and again whenever it is lost, silent
/// or renumbered; a camera that is not there yet is waited for. Frames are the driver's own buffers, not copies: give them back soon.
/// </summary>
public sealed class V4L2FrameSource : IFrameSource
{
    // How late a request to stop may be noticed.
    private const int SliceMilliseconds = 50;

    private readonly V4L2Options _options;
    private readonly IVideoNodes _nodes;
    private readonly TimeProvider _time;
    private readonly Metronome _metronome;
    private readonly Backoff _backoff;
    private readonly FormatTrials _formats = new();
    private CaptureStream? _stream;
    private PixelFormat? _asked;
    private CameraIdentity? _identity;
    private long _sequence = -1;
    private long _delivered;
    private long _reopened;
    private long _droppedBefore;
    private long _damagedBefore;
    private bool _lost;

    /// <summary>Touches no hardware yet.</summary>
    /// <exception cref="CameraException">Options out of range.</exception>
    public V4L2FrameSource(V4L2Options options)
        : this(options, new LinuxVideoNodes(), TimeProvider.System)
    {
    }

    internal V4L2FrameSource(V4L2Options options, IVideoNodes nodes, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Width is < 1 or > PictureLimits.MaxSide || options.Height is < 1 or > PictureLimits.MaxSide)
            throw new CameraException($"A camera size of {options.Width}×{options.Height} is outside 1…{PictureLimits.MaxSide}.");
        if (options.FramesPerSecond is not (>= 0.1 and <= 1000))
            throw new CameraException($"A camera rate of {options.FramesPerSecond} is outside 0.1…1000 frames a second.");
        if (options.Buffers is < 2 or > 32)
            throw new CameraException($"{options.Buffers} camera buffers are outside 2…32.");
        if (nint.Size != 8)
            throw new CameraException("V4L2 cameras need a 64-bit system.");

        _options = options;
        _nodes = nodes;
        _time = time;
        _metronome = new Metronome(time, () => Heartbeat?.Invoke());
        _backoff = new Backoff(options.FirstPause, options.MaxPause);
        Description = options.Path;
    }

    /// <inheritdoc/>
    public string Description { get; private set; }

    /// <inheritdoc/>
    public string? Error { get; private set; }

    /// <inheritdoc/>
    public Action? Heartbeat { get; set; }

    /// <inheritdoc/>
    public CaptureStatistics Statistics
    {
        get
        {
            CaptureStream? stream = Volatile.Read(ref _stream);
            return new CaptureStatistics(
                Volatile.Read(ref _delivered),
                Volatile.Read(ref _droppedBefore) + (stream?.Dropped ?? 0),
                Volatile.Read(ref _damagedBefore) + (stream?.Damaged ?? 0),
                Volatile.Read(ref _reopened));
        }
    }

    /// <inheritdoc/>
    public Frame? Read(CancellationToken stoppingToken)
    {
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            try
            {
                if (_stream is null)
                    Open();
                Frame frame = WaitForFrame(_stream!, stoppingToken);
                NoteSuccess(frame.Format.Pixels);
                return frame;
            }
            catch (V4L2Exception e)
            {
                NoteFailure(e);
                Close();
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
        Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _metronome.Dispose();
    }

    private Frame WaitForFrame(CaptureStream stream, CancellationToken stoppingToken)
    {
        long silentSince = _time.GetTimestamp();
        while (true)
        {
            if (!stream.Wait(SliceMilliseconds))
                silentSince = _time.GetTimestamp();
            if (stream.TakeNewest(ref _sequence) is { } frame)
                return frame;

            stoppingToken.ThrowIfCancellationRequested();
            Heartbeat?.Invoke();
            if (_time.GetElapsedTime(silentSince) > _options.SilenceLimit)
                throw new V4L2Exception($"{Description} gave no whole frame for {_options.SilenceLimit.TotalSeconds:0.#} s.") { IsSilence = true };
        }
    }

    private void NoteSuccess(PixelFormat format)
    {
        _delivered++;
        _formats.NoteFrame(format);
        if (!_lost && Error is null)
            return;

        if (_lost && _delivered > 1)
            _reopened++;
        _lost = false;
        Error = null;
        _backoff.Reset();
    }

    private void NoteFailure(V4L2Exception error)
    {
        if (_asked is { } format && (error.IsSilence || error.ErrorNumber == Errno.ENOSPC))
            _formats.NoteFailure(format);
        _asked = null;
    }

    private void Open()
    {
        VideoNode node = OpenNode();
        try
        {
            FrameFormat format = Negotiate(node, out double? rate);
            CaptureStream stream = new(node, format, _options.Buffers, _time);
            _identity = new CameraIdentity(node.Card, node.Bus);
            string pace = rate is { } fps ? " at " + fps.ToString("0.##", CultureInfo.InvariantCulture) + " fps" : "";
            Description = $"{node.Path} ({node.Card}), {format.Width}×{format.Height} {format.Pixels}{pace}";
            Volatile.Write(ref _stream, stream);
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens the configured path if the same camera answers there. A link is trusted, since udev keeps it right; a bare number is not, because another
    /// camera's pictures under this one's name would be worse than none.
    /// </summary>
    private VideoNode OpenNode()
    {
        bool isNumber = _options.Path.StartsWith("/dev/video", StringComparison.Ordinal);
        VideoNode node;
        try
        {
            node = VideoNode.Open(_nodes, _options.Path);
        }
        catch (V4L2Exception e) when (e.ErrorNumber == Errno.ENOTTY && _identity is null)
        {
            throw new CameraException($"{_options.Path} is no camera. `edgevision cameras` lists those that are there.", e);
        }
        catch (V4L2Exception e) when (e.ErrorNumber is Errno.ENOENT or Errno.ENODEV or Errno.ENXIO && _identity is not null)
        {
            return _identity.Find(_nodes, _options.Path, alsoElsewhere: isNumber);
        }

        bool isAnother = _identity is not null && isNumber && (node.Card, node.Bus) != (_identity.Card, _identity.Bus);
        if (isAnother || (_identity is not null && !node.CanCapture && !node.IsLoopback))
        {
            node.Dispose();
            return _identity!.Find(_nodes, _options.Path, alsoElsewhere: isNumber);
        }

        if (!node.CanCapture)
        {
            string reason = ReasonItCannotCapture(node);
            node.Dispose();
            if (node.IsLoopback)
                throw new V4L2Exception($"{_options.Path} ({node.Card}) gives no pictures as long as no program writes any into it.");
            throw new CameraException($"{_options.Path} ({node.Card}) {reason} `edgevision cameras` lists those that can.");
        }

        return node;
    }

    private static string ReasonItCannotCapture(VideoNode node) => (node.Capabilities & V4L2Constants.CapabilityVideoCaptureMultiPlanar) != 0
        ? "gives pictures only in several memory planes, which is not supported: use its vendor's program as a pipe source."
        : "gives no pictures: it is a metadata, output or codec node.";

    private FrameFormat Negotiate(VideoNode node, out double? rate)
    {
        List<V4L2Mode> modes = [.. node.Modes(_options.Width, _options.Height)];
        if (modes.Count == 0)
            throw new V4L2Exception($"{node.Path} ({node.Card}) offers no picture formats yet.");
        string camera = $"{node.Path} ({node.Card})";
        string offered = string.Join(", ", modes.Select(m => m.FourCC).Distinct().Take(12));
        V4L2Mode mode = FormatNegotiation.Choose(_formats.Promising(modes), _options) ?? FormatNegotiation.Choose(modes, _options) ?? throw new CameraException(
            $"{camera} has none of the formats wanted; it offers {offered}. A raw sensor needs its vendor's program as a pipe source.");
        V4L2Format answer = node.SetFormat(mode);
        if (answer.Field is not (V4L2Constants.FieldNone or V4L2Constants.FieldAny))
            throw new CameraException($"{camera} sends interlaced video, which is not supported. Choose a progressive size or video standard.");
        string answered = $"{answer.Width}×{answer.Height} {V4L2PixelFormats.NameOf(answer.PixelFormat)}";
        if (V4L2PixelFormats.FromCode(answer.PixelFormat) is not { } pixels || answer.Width == 0 || answer.Height == 0)
            throw new CameraException($"{camera} answered a wish for {mode.FourCC} with {answered}, which is not supported.");
        if (PictureLimits.Exceeded(answer.Width, answer.Height) is { } limit)
            throw new CameraException($"{camera} answered a wish for {mode.FourCC} with {answered}; {limit}. Choose a smaller size.");

        _asked = pixels;
        rate = node.SetRate(_options.FramesPerSecond);
        FrameFormat format = FormatNegotiation.Read(answer, pixels);
        if (pixels != PixelFormat.Jpeg && !format.IsRawAndSane)
            throw new CameraException(
                $"{camera} sends {answered} with {format.Stride} bytes a line, which is more than is taken. Choose another size or format.");
        if (format.ByteCount > answer.SizeImage)
            throw new V4L2Exception(
                $"{camera} sends {answered} in {answer.SizeImage} bytes where that takes {format.ByteCount}; choose another size or format.")
            {
                IsSilence = true,
            };
        return format;
    }

    private void Close()
    {
        if (_stream is not { } stream)
            return;

        stream.Dispose();
        Volatile.Write(ref _stream, null);
        _droppedBefore += stream.Dropped;
        _damagedBefore += stream.Damaged;
    }
}
