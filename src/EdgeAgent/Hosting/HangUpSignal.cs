using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// SIGHUP, caught from the first moment on: left to itself it would end the process, and systemd would take that for a stop somebody wished. One that comes
/// before it has a meaning is kept. Under nohup it is ignored, and the runtime respects that.
/// </summary>
internal sealed class HangUpSignal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration _registration;
    private Action? _handler;
    private bool _came;

    /// <summary>Catches from now on.</summary>
    public HangUpSignal() => _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        signal.Cancel = true;
        Receive();
    });

    /// <summary>Says what it means.</summary>
    /// <param name="handler">Called at each signal, and at once where one has come already; must not block.</param>
    public void Handle(Action handler)
    {
        bool came;
        lock (_gate)
        {
            _handler = handler;
            came = _came;
            _came = false;
        }

        if (came)
            handler();
    }

    /// <inheritdoc/>
    public void Dispose() => _registration.Dispose();

    /// <summary>What the signal does.</summary>
    internal void Receive()
    {
        Action? handler;
        lock (_gate)
        {
            handler = _handler;
            _came = handler is null;
        }

        handler?.Invoke();
    }
}
