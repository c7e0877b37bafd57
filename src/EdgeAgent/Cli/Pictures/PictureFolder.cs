namespace EdgeVision.EdgeAgent.Cli.Pictures;

/// <summary>A folder that takes one file for each picture and never one over another.</summary>
internal sealed class PictureFolder
{
    private readonly string _path;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    private PictureFolder(string path) => _path = path;

    /// <summary>The folder, made if it is not there; <see langword="null"/> for <see langword="null"/>.</summary>
    public static PictureFolder? Create(DirectoryInfo? folder)
    {
        folder?.Create();
        return folder is null ? null : new PictureFolder(folder.FullName);
    }

    /// <summary>Writes what was made of <paramref name="picture"/>.</summary>
    /// <param name="name">The name of the file to write.</param>
    /// <exception cref="PictureException">That would write over the picture itself, or over what was made of another.</exception>
    public void Write(string picture, string name, ReadOnlySpan<byte> bytes)
    {
        string destination = Path.Combine(_path, name);
        if (Path.GetFullPath(picture) == Path.GetFullPath(destination))
            throw new PictureException(picture, $"{destination} is the picture itself and would be written over; choose another folder.");
        if (!_written.Add(destination))
            throw new PictureException(picture, $"{destination} holds another picture of this name already; write them into different folders.");
        File.WriteAllBytes(destination, bytes);
    }
}
