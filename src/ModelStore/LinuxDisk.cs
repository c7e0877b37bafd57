using System.Runtime.InteropServices;
using EdgeVision.Linux;

namespace EdgeVision.ModelStore;

/// <summary>The machine's disk.</summary>
internal sealed class LinuxDisk : IDisk
{
    private const UnixFileMode FileMode644 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode FolderMode755 = FileMode644 | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static LinuxDisk Instance { get; } = new();

    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    public void CreateFolder(string path)
    {
        Directory.CreateDirectory(path);
        // The process may have been started with a umask that hides files, and people at the board look into the store.
        File.SetUnixFileMode(path, FolderMode755);
        if (TryFindOwner(path, out FileStatus owner) && Libc.Lchown(path, owner.User, owner.Group) < 0)
            throw Failure($"{path} cannot be given to the owner of its folder");
    }

    public Stream Create(string path)
    {
        File.Delete(path);
        // CreateNew follows no link that somebody else put there.
        return Share(new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0 }));
    }

    public Stream Append(string path, long length)
    {
        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, BufferSize = 0 });
        try
        {
            file.SetLength(length);
            file.Position = length;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Sync(string path)
    {
        int descriptor = Libc.Open(path, Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (descriptor < 0)
            throw Failure($"{path} cannot be opened");

        try
        {
            while (Libc.Fsync(descriptor) < 0)
            {
                int errno = Marshal.GetLastPInvokeError();
                // Some file systems have nothing to bring to the disk for a folder, and say so.
                if (errno == Errno.EINVAL)
                    return;
                if (errno != Errno.EINTR)
                    throw new IOException($"{path} cannot be brought to the disk: {Errno.Describe(errno)}", errno);
            }
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    public void Move(string from, string to)
    {
        if (Directory.Exists(from))
            Directory.Move(from, to);
        else
            File.Move(from, to, overwrite: true);
    }

    public void Delete(string path)
    {
        // A link to a folder goes by itself, and what it leads to stays.
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    /// <summary>Opens the one file that several processes open at once, and makes it where it is not.</summary>
    public static FileStream OpenLock(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        };
        bool isThere = File.Exists(path);
        var file = new FileStream(path, options);
        return isThere ? file : Share(file);
    }

    private static FileStream Share(FileStream file)
    {
        try
        {
            File.SetUnixFileMode(file.SafeFileHandle, FileMode644);
            if (TryFindOwner(file.Name, out FileStatus owner) && Libc.Fchown(file.SafeFileHandle, owner.User, owner.Group) < 0)
                throw Failure($"{file.Name} cannot be given to the owner of its folder");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>To whom root gives what it makes, so that the daemon, which is another user, may replace it.</summary>
    private static bool TryFindOwner(string path, out FileStatus owner)
    {
        owner = default;
        return Environment.IsPrivilegedProcess
            && Libc.Statx(Libc.AT_FDCWD, Path.GetDirectoryName(path)!, 0, Libc.STATX_UID | Libc.STATX_GID, out owner) == 0
            && owner.User != 0;
    }

    private static IOException Failure(string what)
    {
        int errno = Marshal.GetLastPInvokeError();
        return new IOException($"{what}: {Errno.Describe(errno)}", errno);
    }
}
