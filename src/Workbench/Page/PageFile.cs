using System.Xml.Linq;
using EdgeVision.Inference.Models;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Page;

/// <summary>
/// Where a page goes that is written after minutes or hours of measuring: known to be writable before, and left as it is until
/// then. A file is there whole or as it was; a device or a pipe is written to.
/// </summary>
internal sealed class PageFile : IDisposable
{
    private readonly string _path;

    // A pipe's reader would take a close for the end, so it is held open.
    private readonly FileStream? _device;

    private PageFile(string path, FileStream? device)
    {
        _path = path;
        _device = device;
    }

    /// <summary>The place, which stays as it is; <see langword="null"/> for <see langword="null"/>.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, or is a folder.</exception>
    public static PageFile? Open(string? path)
    {
        if (path is null)
            return null;

        if (File.Exists(path))
        {
            FileStream existing = new(path, FileMode.Open, FileAccess.Write);
            if (IsDevice(existing, path))
                return new PageFile(path, existing);
            existing.Dispose();
        }

        // The file that a link leads to is replaced, and not the link.
        string real = RealPath.Of(path);
        PendingFile.RequireWritable(real);
        return new PageFile(real, null);
    }

    /// <summary>Replaces what the file holds.</summary>
    /// <exception cref="IOException">It cannot be written; a file is as it was.</exception>
    public void Write(XDocument page)
    {
        using var bytes = new MemoryStream();
        HtmlPage.Write(bytes, page);
        ReadOnlySpan<byte> written = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        if (_device is not null)
        {
            _device.Write(written);
            _device.Flush();
            if (_device.CanSeek && _device.Length > written.Length)
                _device.SetLength(written.Length);
            return;
        }

        using PendingFile pending = PendingFile.Write(_path, written);
        pending.Publish(overwrite: true);
    }

    public void Dispose() => _device?.Dispose();

    /// <summary>
    /// Whether it is to be written to rather than replaced. What descriptors of processes lead to is written to as well, or its reader
    /// would look at the file that was.
    /// </summary>
    private static bool IsDevice(FileStream file, string path) =>
        !file.CanSeek || ((string[])[Path.GetFullPath(path), RealPath.Of(path)])
            .Any(static one => one.StartsWith("/dev/", StringComparison.Ordinal) || one.StartsWith("/proc/", StringComparison.Ordinal));
}
