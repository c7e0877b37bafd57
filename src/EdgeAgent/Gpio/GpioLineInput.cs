using System.Diagnostics;
using EdgeVision.EdgeAgent.Gpio.Interop;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>A line that the kernel lets us listen to until the descriptor is closed.</summary>
internal sealed class GpioLineInput(GpioDescriptor descriptor, string description) : IGpioInput
{
    // How long a disposal takes at most. Waking ten times a second for nothing costs less than a second descriptor to wake the wait.
    private static readonly TimeSpan s_slice = TimeSpan.FromMilliseconds(100);

    // Only newer kernels wake a wait when the chip is pulled out; on every kernel, reading the level then fails.
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly GpioLineEvent[] _events = new GpioLineEvent[16];
    private Thread? _listener;
    private Action<bool>? _changed;
    private bool _active;
    private ulong _lookedAt;
    private volatile bool _over;

    public string Description => description;

    public bool Read()
    {
        ObjectDisposedException.ThrowIf(descriptor.IsClosed, this);
        // Bit 0 is the only line of its request; the kernel turns the level round when it is active-low.
        var values = new GpioLineValues { Mask = 1 };
        ThrowIf(descriptor.Ioctl(GpioCode.GetValues, ref values));
        return (values.Bits & 1) != 0;
    }

    public void Follow(Action<bool> changed, Action<Exception> failed)
    {
        if (_listener is not null)
            throw new InvalidOperationException($"{description} is followed already.");

        _changed = changed;
        _active = Look();
        changed(_active);
        _listener = new Thread(() => Listen(failed)) { IsBackground = true, Name = "gpio" };
        _listener.Start();
    }

    public void Dispose()
    {
        _over = true;
        // A listener that hangs in a driver keeps the descriptor open until it returns.
        if (_listener is not null && _listener != Thread.CurrentThread)
            _listener.Join(s_patience);
        descriptor.Dispose();
    }

    private void Listen(Action<Exception> failed)
    {
        try
        {
            int quiet = 0;
            while (!_over)
            {
                ThrowIf(descriptor.Wait(s_slice, out bool isReady));
                quiet = isReady ? 0 : quiet + 1;
                if (isReady)
                    TakeEvents();
                else if (quiet * s_slice >= s_lookAgain)
                    (quiet, _) = (0, Tell(Look()));
            }
        }
        catch (Exception e)
        {
            // On this thread nobody else could catch it.
            if (!_over)
                failed(e);
        }
    }

    private void TakeEvents()
    {
        ThrowIf(descriptor.Read(_events, out int count));
        // When more come than the kernel keeps, it forgets the oldest: the last one is the level.
        foreach (ref readonly GpioLineEvent edge in _events.AsSpan(0, count))
        {
            bool active = edge.Identifier == GpioCode.EventRisingEdge;
            // Without debounce the kernel reads the level some time after the interrupt, and of a pulse that is over by then it tells the end alone: an edge to
            // the level that was there already. What was before our own look is in what that told.
            if (edge.Nanoseconds > _lookedAt)
                Tell(!active);
            Tell(active);
        }
    }

    private bool Look()
    {
        bool active = Read();
        // On Linux, nanoseconds of the clock that the kernel's events have.
        _lookedAt = (ulong)Stopwatch.GetTimestamp();
        return active;
    }

    private bool Tell(bool active)
    {
        if (active == _active || _over)
            return false;
        _active = active;
        _changed!(active);
        return true;
    }

    private void ThrowIf(int errno)
    {
        if (errno == Errno.ENODEV)
            throw GpioException.LineLost(description);
        if (errno != 0)
            throw new GpioException($"{description} cannot be read: {Errno.Describe(errno)}.");
    }
}
