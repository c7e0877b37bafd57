using System.Runtime.InteropServices;
using EdgeVision.Linux;

namespace EdgeVision.ModelStore;

/// <summary>
/// Held while slots are written or removed: a daemon and a person's command may do so at once. The kernel gives it back whatever becomes of its holder.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Waits for it.</summary>
    /// <exception cref="UpdateException">Another process holds it for longer than <paramref name="patience"/>.</exception>
    public static StoreLock Take(string path, TimeSpan patience, string doing = "writes to the store")
    {
        FileStream file = LinuxDisk.OpenLock(path);
        long end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        var record = new RecordLock { Type = Libc.F_WRLCK };
        while (Libc.Fcntl(file.SafeFileHandle, Libc.F_OFD_SETLK, ref record) < 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            bool isHeld = errno is Errno.EAGAIN or Errno.EACCES;
            if (isHeld && Environment.TickCount64 < end)
            {
                Thread.Sleep(s_pause);
                continue;
            }

            file.Dispose();
            throw isHeld
                ? new UpdateException(
                    UpdateReason.NotWritable, $"{path}: another process {doing}; try again when it is done.", isTransient: true)
                : new IOException($"{path} cannot be locked: {Errno.Describe(errno)}", errno);
        }

        return new StoreLock(file);
    }

    public void Dispose() => _file.Dispose();
}
