using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Pictures;

/// <summary>A folder that takes one file for each picture.</summary>
internal sealed class PictureFolder
{
    private readonly string _path;
    private readonly PictureDestinations _destinations;

    private PictureFolder(string path, PictureDestinations destinations)
    {
        _path = path;
        _destinations = destinations;
    }

    /// <summary>The folder, made if it is not there; <see langword="null"/> for <see langword="null"/>.</summary>
    /// <param name="option">The option that names the folder, for what goes wrong.</param>
    /// <param name="destinations">The run's, one for all its folders.</param>
    /// <exception cref="IOException">It is no folder, and none can be made.</exception>
    public static PictureFolder? Create(string option, string? folder, PictureDestinations destinations)
    {
        if (folder is null)
            return null;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{option} {folder}: a folder is wanted, which this is not and cannot become ({FileError.Reason(e)}); choose another place.", e);
        }

        return new PictureFolder(Path.GetFullPath(folder), destinations);
    }

    /// <summary>Writes what was made of <paramref name="picture"/>, as <see cref="PictureDestinations.Write"/> does.</summary>
    /// <param name="name">The name of the file to write.</param>
    public void Write(string picture, string name, ReadOnlySpan<byte> bytes) => _destinations.Write(picture, Path.Combine(_path, name), bytes);
}
