using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeVision.Camera;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>A camera that gives a 16×16 grey frame, filled with one value, whenever the test says so. Counts what it has not got back.</summary>
internal sealed unsafe class ScriptedSource : IFrameSource, IFrameOwner
{
    public const int Side = 16;

    private readonly BlockingCollection<Func<Frame?>> _script = [];
    private readonly ConcurrentBag<nint> _memory = [];
    private CancellationToken _token;
    private long _sequence;
    private int _lent;
    private int _taken;

    public string Description => "scripted";

    public CaptureStatistics Statistics { get; set; }

    public string? Error { get; set; }

    public Action? Heartbeat { get; set; }

    /// <summary>Frames lent and not given back.</summary>
    public int Lent => Volatile.Read(ref _lent);

    public bool IsDisposed { get; private set; }

    /// <summary>How often it was asked to start over.</summary>
    public int StartedOver { get; private set; }

    /// <summary>Whether anybody asked for a frame.</summary>
    public bool IsRead { get; private set; }

    public void Give(byte value) => _script.Add(() => Make(value, Side * Side));

    /// <summary>A frame that has fewer bytes than its format needs.</summary>
    public void GiveDamaged() => _script.Add(() => Make(0, Side));

    /// <summary>A frame that no decoder foresees: its bytes throw when they are looked at.</summary>
    public void GiveUnreadable() => _script.Add(() => Make(0, Side * Side, claimed: -1));

    public void Fail(Exception error) => _script.Add(() => throw error);

    /// <summary>Does what the test wants inside the read, before the next step.</summary>
    public void Do(Action action) => _script.Add(() =>
    {
        action();
        return Read(_token);
    });

    public void End() => _script.Add(() => null);

    public Frame? Read(CancellationToken stoppingToken)
    {
        IsRead = true;
        _token = stoppingToken;
        Func<Frame?> step = _script.Take(stoppingToken);
        try
        {
            return step();
        }
        finally
        {
            Interlocked.Increment(ref _taken);
        }
    }

    /// <summary>How many steps of the script were taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public void StartOver() => StartedOver++;

    public void Return(Frame frame) => Interlocked.Decrement(ref _lent);

    public void Dispose()
    {
        IsDisposed = true;
        while (_memory.TryTake(out nint memory))
            NativeMemory.Free((void*)memory);
    }

    private Frame Make(byte value, int length, int? claimed = null)
    {
        byte* bytes = (byte*)NativeMemory.Alloc((nuint)length);
        new Span<byte>(bytes, length).Fill(value);
        _memory.Add((nint)bytes);
        Interlocked.Increment(ref _lent);
        return new Frame(this, 0)
            .Lend(bytes, claimed ?? length, FrameFormat.Packed(PixelFormat.Grey, Side, Side), _sequence++, DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
    }
}
