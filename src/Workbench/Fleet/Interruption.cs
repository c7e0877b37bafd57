using System.Runtime.InteropServices;

namespace EdgeVision.Workbench.Fleet;

/// <summary>Ctrl-C, SIGTERM and a closed terminal as a token, so that what is at work can be left in order.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _signals;

    public Interruption() => _signals = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(Watch)];

    public CancellationToken Token => _stopping.Token;

    public void Dispose()
    {
        Array.ForEach(_signals, static signal => signal.Dispose());
        _stopping.Dispose();
    }

    private PosixSignalRegistration Watch(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _stopping.Cancel();
    });
}
