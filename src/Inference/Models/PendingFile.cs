using System.Text;

namespace EdgeVision.Inference.Models;

/// <summary>A file that is written whole before it gets its name. Until then nobody finds it, and <see cref="Dispose"/> takes it away.</summary>
internal sealed class PendingFile : IDisposable
{
    // Linux's NAME_MAX, in bytes.
    private const int LongestName = 255;

    private readonly string _path;
    private readonly string _temporary;

    private PendingFile(string path, string temporary)
    {
        _path = path;
        _temporary = temporary;
    }

    /// <summary>Writes <paramref name="bytes"/> to the disk, in the folder of <paramref name="path"/>.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="IOException">The path is a folder's, its name is too long, or the bytes cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static PendingFile Write(string path, ReadOnlySpan<byte> bytes)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
        if (Directory.Exists(path))
            throw new IOException($"{path}: it is a folder; name a file.");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: there is no such folder; make it first.");
        if (Encoding.UTF8.GetByteCount(Path.GetFileName(path)) > LongestName)
            throw new IOException($"{path}: the name is longer than {LongestName} bytes; choose a shorter one.");

        PendingFile pending = new(path, Path.Combine(folder, $".{Guid.NewGuid():N}.tmp"));
        using (FileStream file = pending.Create(folder))
        {
            try
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            catch
            {
                pending.Dispose();
                throw;
            }
        }

        return pending;
    }

    /// <summary>Gives the file its name.</summary>
    /// <param name="overwrite">Whether a file that has the name may go.</param>
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

    /// <summary>Takes away the file, unless it has its name.</summary>
    public void Dispose() => File.Delete(_temporary);

    private FileStream Create(string folder)
    {
        try
        {
            return new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{folder}: this folder may not be written.", exception);
        }
    }
}
