using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>
/// One thread of the daemon that stands still until it dies or this is disposed of, while all others live: this process holds it as a debugger does. The daemon
/// has no part in it.
/// </summary>
internal sealed partial class HungThread : IDisposable
{
    private const int MaxNameLength = 15; // TASK_COMM_LEN without its zero byte
    private const int Seize = 0x4206; // PTRACE_SEIZE
    private const int Interrupt = 0x4207; // PTRACE_INTERRUPT
    private const int Detach = 17; // PTRACE_DETACH
    private const int OfAnyKind = 0x40000000; // __WALL
    private const int WithoutWaiting = 1; // WNOHANG

    private readonly int _thread;
    private readonly Thread _debugger;
    private readonly TaskCompletionSource _stopped = new();
    private volatile bool _over;

    /// <param name="name">As the daemon calls it.</param>
    public HungThread(string name)
    {
        _thread = Find(name.Length > MaxNameLength ? name[..MaxNameLength] : name);
        _debugger = new Thread(Hold) { IsBackground = true };
        _debugger.Start();
        _stopped.Task.Wait();
    }

    /// <summary>Lets it go on, if it lives.</summary>
    public void Dispose()
    {
        _over = true;
        _debugger.Join();
    }

    private static int Find(string name)
    {
        Dictionary<string, string> names = Directory.GetDirectories($"/proc/{Service.ProcessId}/task")
            .ToDictionary(folder => Path.GetFileName(folder)!, folder => File.ReadAllText(Path.Combine(folder, "comm")).TrimEnd('\n'));
        string? found = names.FirstOrDefault(thread => thread.Value == name).Key;
        Assert.True(found is not null, $"no thread is called “{name}”: {string.Join(", ", names.Values)}");
        return int.Parse(found!, CultureInfo.InvariantCulture);
    }

    /// <summary>The kernel takes requests only from the thread that seized, so one does it all.</summary>
    private void Hold()
    {
        if (Ptrace(Seize, _thread, 0, 0) != 0 || Ptrace(Interrupt, _thread, 0, 0) != 0)
        {
            _stopped.SetException(new InvalidOperationException($"ptrace of thread {_thread}: {Marshal.GetLastPInvokeErrorMessage()}"));
            return;
        }

        if (Wait(_thread, out int status, OfAnyKind) == _thread && IsStop(status))
            _stopped.SetResult();
        else
            _stopped.SetException(new InvalidOperationException($"Thread {_thread} did not stop: status 0x{status:X}."));

        // A thread that dies under a debugger stays, and its process with it, until the debugger has heard of it.
        while (!_over && Wait(_thread, out status, OfAnyKind | WithoutWaiting) is var heard && (heard == 0 || (heard == _thread && IsStop(status))))
            Thread.Sleep(20);
        if (_over)
            _ = Ptrace(Detach, _thread, 0, 0);
    }

    // WIFSTOPPED
    private static bool IsStop(int status) => (status & 0xFF) == 0x7F;

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    private static partial long Ptrace(long request, int thread, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int Wait(int thread, out int status, int options);
}
