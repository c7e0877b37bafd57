using System.Xml.Linq;

namespace EdgeVision.EdgeAgent.Cli.Page;

/// <summary>Where a page goes that is written after minutes or hours of measuring: known to be writable before, and left as it is until then.</summary>
internal sealed class PageFile : IDisposable
{
    private readonly string _path;

    // A pipe's reader would take a close for the end, so what is there is held open; what is not is made when there is something to write.
    private readonly FileStream? _existing;

    private PageFile(string path, FileStream? existing)
    {
        _path = path;
        _existing = existing;
    }

    /// <summary>The place, which stays as it is; <see langword="null"/> for <see langword="null"/>.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written, or is a folder.</exception>
    public static PageFile? Open(string? path)
    {
        if (path is null)
            return null;
        if (Path.Exists(path))
            return new PageFile(path, new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write));

        using (new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            File.Delete(path);
        return new PageFile(path, null);
    }

    /// <summary>Replaces what the file holds. What cannot be cut, a device or a pipe, is written to.</summary>
    public void Write(XDocument page)
    {
        using var bytes = new MemoryStream();
        HtmlPage.Write(bytes, page);
        using FileStream output = _existing ?? new FileStream(_path, FileMode.Create, FileAccess.Write);
        output.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        if (output.CanSeek && output.Length > bytes.Length)
            output.SetLength(bytes.Length);
    }

    public void Dispose() => _existing?.Dispose();
}
