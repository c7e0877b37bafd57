using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeVision.Camera.Pipe.Interop;
using EdgeVision.Linux;
using Microsoft.Win32.SafeHandles;

namespace EdgeVision.Camera.Pipe;

/// <summary>
/// A program in a process group of its own, so that all it starts can be ended with it; processes that left the group are found by
/// <see cref="StrayProcesses"/>. Its stdin is empty, its stdout and stderr are read without blocking. The framework's Process class has neither process
/// groups nor a time limit on reading.
/// </summary>
internal sealed unsafe class ChildProcess : IDisposable
{
    // Enough for a 640×480 4:2:0 frame twice; unprivileged users may not ask for more.
    private const int PipeBytes = 1 << 20;

    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly int _process;
    private static long s_children;

    // Unique by this process's number, a count of its children and a timestamp. A random one would need /dev/urandom.
    private readonly string _mark = $"{Environment.ProcessId}-{Interlocked.Increment(ref s_children)}-{Stopwatch.GetTimestamp():x}";
    private bool _reaped;

    /// <summary>Starts a program found like a shell finds it.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">All its variables.</param>
    /// <param name="program">The program as messages name it.</param>
    /// <exception cref="PipeException">It cannot be started.</exception>
    public ChildProcess(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string program)
    {
        IEnumerable<string> others = environment.Where(static variable => variable.Key != StrayProcesses.Variable)
            .Select(static variable => $"{variable.Key}={variable.Value}");
        string[] variables = [$"{StrayProcesses.Variable}={_mark}", .. others];
        (Output, SafeFileHandle outputEnd) = OpenPipe();
        using (outputEnd)
        {
            try
            {
                (Errors, SafeFileHandle errorEnd) = OpenPipe();
                using (errorEnd)
                    _process = Spawn(command, variables, program, outputEnd, errorEnd);
            }
            catch
            {
                Output.Dispose();
                Errors?.Dispose();
                throw;
            }
        }

        // Best effort: a smaller pipe only means more reads.
        _ = Libc.Fcntl(Output, Libc.F_SETPIPE_SZ, PipeBytes);
    }

    public SafeFileHandle Output { get; }

    public SafeFileHandle Errors { get; }

    /// <summary>Waits until either stream can be read or has ended.</summary>
    public void WaitForBytes(bool errorsEnded, int milliseconds)
    {
        PollDescriptor* polled = stackalloc PollDescriptor[2];
        polled[0] = new PollDescriptor { Descriptor = (int)Output.DangerousGetHandle(), Events = Libc.POLLIN };
        polled[1] = new PollDescriptor { Descriptor = errorsEnded ? -1 : (int)Errors.DangerousGetHandle(), Events = Libc.POLLIN };
        if (Libc.Poll(polled, 2, milliseconds) < 0 && Marshal.GetLastPInvokeError() != Errno.EINTR)
            throw new PipeException($"Waiting for a child process failed: {Errno.Describe(Marshal.GetLastPInvokeError())}.");
    }

    /// <summary>Reads what is there. −1: nothing just now, 0: the stream has ended.</summary>
    public static int ReadAvailable(SafeFileHandle stream, Span<byte> destination)
    {
        fixed (byte* pointer = destination)
        {
            while (true)
            {
                nint read = Libc.Read(stream, pointer, (nuint)destination.Length);
                if (read >= 0)
                    return (int)read;

                int errno = Marshal.GetLastPInvokeError();
                if (errno == Errno.EAGAIN)
                    return -1;
                if (errno != Errno.EINTR)
                    throw new PipeException($"Reading from a child process failed: {Errno.Describe(errno)}.");
            }
        }
    }

    /// <summary>Ends the whole group, first politely, and says how the program ended.</summary>
    public string Stop()
    {
        Output.Dispose();
        Errors.Dispose();
        if (_reaped)
            return "ended";

        bool alone = HasExited(TimeSpan.FromMilliseconds(50));
        if (!alone)
        {
            _ = Processes.Kill(-_process, Processes.SignalTerminate);
            StrayProcesses.Terminate(_mark);
            HasExited(s_grace);
        }

        // Until it is reaped the leader's number, and so the group's, belongs to nobody else.
        _ = Processes.Kill(-_process, Processes.SignalKill);
        StrayProcesses.Kill(_mark);
        HasExited(s_patience);
        int reaped;
        int status;
        do
            reaped = Processes.WaitProcess(_process, out status, Processes.WaitNoHang);
        while (reaped < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        _reaped = true;
        if (!alone || reaped <= 0)
            return "was stopped";

        return (status & 0x7F) == 0 ? $"ended with exit code {status >> 8 & 0xFF}" : $"was ended by signal {status & 0x7F}";
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private static (SafeFileHandle Read, SafeFileHandle Write) OpenPipe()
    {
        int* ends = stackalloc int[2];
        if (Processes.Pipe(ends, Libc.O_CLOEXEC) < 0)
            throw new PipeException($"No pipe for a child process: {Errno.Describe(Marshal.GetLastPInvokeError())}.");

        SafeFileHandle read = new(ends[0], ownsHandle: true);
        _ = Libc.Fcntl(read, Libc.F_SETFL, Libc.O_NONBLOCK);
        return (read, new SafeFileHandle(ends[1], ownsHandle: true));
    }

    private static int Spawn(IReadOnlyList<string> command, IReadOnlyList<string> variables, string program, SafeFileHandle output, SafeFileHandle errors)
    {
        byte* opaque = stackalloc byte[Processes.OpaqueSize * 3];
        byte* actions = opaque, attributes = opaque + Processes.OpaqueSize, signals = opaque + 2 * Processes.OpaqueSize;
        Check(Processes.InitializeActions(actions), "preparing");
        Check(Processes.InitializeAttributes(attributes), "preparing");
        try
        {
            Check(Processes.AddOpen(actions, 0, "/dev/null", 0, 0), "preparing");
            Check(Processes.AddDuplicate(actions, (int)output.DangerousGetHandle(), 1), "preparing");
            Check(Processes.AddDuplicate(actions, (int)errors.DangerousGetHandle(), 2), "preparing");

            // The runtime ignores SIGPIPE, and a child that inherits this outlives a reader that was killed.
            _ = Processes.EmptySignals(signals);
            Check(Processes.SetSignalMask(attributes, signals), "preparing");
            _ = Processes.AddSignal(signals, Processes.SignalPipe);
            Check(Processes.SetSignalDefaults(attributes, signals), "preparing");
            Check(Processes.SetProcessGroup(attributes, 0), "preparing");
            const short Flags = Processes.SpawnSetProcessGroup | Processes.SpawnSetSignalDefaults | Processes.SpawnSetSignalMask;
            Check(Processes.SetFlags(attributes, Flags), "preparing");

            using NativeStrings arguments = new(command);
            using NativeStrings environment = new(variables);
            Check(Processes.Spawn(out int process, command[0], actions, attributes, arguments.Pointer, environment.Pointer), program);
            return process;
        }
        finally
        {
            _ = Processes.DestroyAttributes(attributes);
            _ = Processes.DestroyActions(actions);
        }
    }

    private static void Check(int errno, string what)
    {
        if (errno == 0)
            return;

        string advice = errno switch
        {
            Errno.ENOENT => " Is it installed, and in the service's $PATH?",
            Errno.EACCES => " It must be a program that this user may run.",
            _ => "",
        };
        throw new PipeException($"Starting {what} failed: {Errno.Describe(errno)}.{advice}");
    }

    /// <summary>Whether the program exits within the limit; does not reap it.</summary>
    private bool HasExited(TimeSpan limit)
    {
        byte* information = stackalloc byte[Processes.OpaqueSize];
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            // si_signo, the first word, stays 0 while the child lives.
            *(int*)information = 0;
            int result = Processes.WaitId(Processes.WaitForId, _process, information, Processes.WaitExited | Processes.WaitNoHang | Processes.WaitLeaveZombie);
            if ((result == 0 && *(int*)information != 0) || (result < 0 && Marshal.GetLastPInvokeError() != Errno.EINTR))
                return true;
            if (Stopwatch.GetElapsedTime(start) > limit)
                return false;

            Thread.Sleep(5);
        }
    }
}
