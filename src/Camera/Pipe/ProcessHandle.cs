using EdgeVision.Camera.Pipe.Interop;
using Microsoft.Win32.SafeHandles;

namespace EdgeVision.Camera.Pipe;

/// <summary>A descriptor of one process (pidfd_open(2)). It still means that process when its number has been given to another.</summary>
internal sealed class ProcessHandle : IDisposable
{
    private readonly SafeFileHandle _descriptor;

    private ProcessHandle(SafeFileHandle descriptor) => _descriptor = descriptor;

    /// <summary>The process that has this number now; <see langword="null"/>: none, or a kernel before 5.3.</summary>
    public static ProcessHandle? TryOpen(int id)
    {
        nint descriptor = Processes.SystemCall(Processes.OpenProcess, id, 0, 0, 0);
        return descriptor < 0 ? null : new ProcessHandle(new SafeFileHandle(descriptor, ownsHandle: true));
    }

    /// <summary>Sends a signal; nothing happens where the process has ended or may not be signalled.</summary>
    public void Signal(int signal) => _ = Processes.SystemCall(Processes.SignalProcess, _descriptor.DangerousGetHandle(), signal, 0, 0);

    /// <inheritdoc/>
    public void Dispose() => _descriptor.Dispose();
}
