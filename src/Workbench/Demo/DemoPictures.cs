using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Demo;

/// <summary>The bundled pictures as a terminal shows them.</summary>
/// <param name="folder">Where they are.</param>
internal sealed class DemoPictures(string folder) : IDisposable
{
    private readonly PictureReader _reader = new();
    private readonly Dictionary<(int Width, int Height), string> _files = [];
    private readonly Dictionary<(int Width, int Height), BlockPicture> _drawn = [];

    /// <summary>Looks at each picture's size, by which a frame is known: no two of them have the same.</summary>
    /// <exception cref="PictureException">One of them cannot be read.</exception>
    public void Open()
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.jpg"))
        {
            _reader.Read(file, 1, 1);
            _files[(_reader.Width, _reader.Height)] = file;
        }
    }

    /// <summary>The picture that a frame of this size is, so many characters wide and high; <see langword="null"/>: it is none of these.</summary>
    public BlockPicture? Draw(int width, int height, int columns, int rows)
    {
        if (_drawn.TryGetValue((width, height), out BlockPicture? drawn) && (drawn.Columns, drawn.Rows) == (columns, rows))
            return drawn;
        if (!_files.TryGetValue((width, height), out string? file))
            return null;

        _reader.Read(file, 2 * columns, 4 * rows);
        return _drawn[(width, height)] = new BlockPicture(_reader.Bytes, _reader.Format.Width, _reader.Format.Height, _reader.Format.Stride, columns, rows);
    }

    public void Dispose() => _reader.Dispose();
}
