using System.Text;

namespace EdgeVision.Inference.Models;

/// <summary>
/// A file that is written completely, and flushed to the disk, before it gets its name. Until then it has another name, and <see cref="Dispose"/> deletes it.
/// </summary>
public sealed class PendingFile : IDisposable
{
    // Linux's NAME_MAX, in bytes.
    private const int MaxNameLength = 255;

    private readonly string _path;
    private readonly string _temporary;

    private PendingFile(string path, string temporary)
    {
        _path = path;
        _temporary = temporary;
    }

    /// <summary>Writes <paramref name="bytes"/> to the disk, in the folder of <paramref name="path"/>.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The path is a folder's, its name is too long, or the bytes cannot be written; then nothing is left of them.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static PendingFile Write(string path, ReadOnlySpan<byte> bytes)
    {
        PendingFile pending = Reserve(path, out FileStream file);
        try
        {
            using (file)
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
        }
        catch (IOException exception)
        {
            pending.Dispose();
            throw new IOException($"{path}: it cannot be written ({FileError.Reason(exception)}); nothing was left of it.", exception);
        }
        catch
        {
            pending.Dispose();
            throw;
        }

        return pending;
    }

    /// <summary>Checks that a file can be created there, and deletes it again. Does not check whether the disk has room.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void RequireWritable(string path)
    {
        using PendingFile pending = Reserve(path, out FileStream file);
        file.Dispose();
    }

    /// <summary>Gives the file its name.</summary>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <exception cref="FileExistsException">The name is taken.</exception>
    /// <exception cref="IOException">The file cannot get the name.</exception>
    public void Publish(bool overwrite)
    {
        try
        {
            File.Move(_temporary, _path, overwrite);
        }
        catch (IOException exception) when (!overwrite && File.Exists(_path))
        {
            throw new FileExistsException(_path, exception);
        }
    }

    /// <summary>Deletes the file, unless it has its name.</summary>
    public void Dispose() => File.Delete(_temporary);

    private static PendingFile Reserve(string path, out FileStream file)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (Directory.Exists(path))
            throw new IOException($"{path}: it is a folder; name a file.");
        // A name there is a device's, and root's rename would take it away from the whole system.
        if (Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal) && !folder.StartsWith("/dev/shm", StringComparison.Ordinal))
            throw new IOException($"{path}: it is a device, or would lie among them; name a file elsewhere.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: there is no such folder; make it first.");
        if (Encoding.UTF8.GetByteCount(Path.GetFileName(path)) > MaxNameLength)
            throw new IOException($"{path}: the name is longer than {MaxNameLength} bytes; choose a shorter one.");

        PendingFile pending = new(path, Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"));
        try
        {
            // Without a buffer, so that nothing is left to be written, and to fail, when the stream is closed.
            file = new FileStream(pending._temporary, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            return pending;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{folder}: this folder may not be written.", exception);
        }
        catch (IOException exception)
        {
            throw new IOException($"{folder}: no file can be made there ({FileError.Reason(exception)}).", exception);
        }
    }
}
