using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Pictures;

/// <summary>
/// Writes the files of a run, whatever folders they go into: never over a picture that the run reads, never over another file of the run, and over an older one
/// only where that was asked for. Paths are compared as the file system sees them, without links.
/// </summary>
/// <param name="pictures">Every picture of the run, those still to be read among them.</param>
/// <param name="replaces">Whether a file that was there before may be replaced.</param>
internal sealed class PictureDestinations(IEnumerable<string> pictures, bool replaces)
{
    private readonly HashSet<string> _pictures = new(pictures.Select(RealPath.Of), StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>Writes what was made of <paramref name="picture"/>.</summary>
    /// <exception cref="PictureException">That would write over a picture of the run, or over what was made before in it.</exception>
    /// <exception cref="IOException">There is such a file already, or it cannot be written.</exception>
    public void Write(string picture, string destination, ReadOnlySpan<byte> bytes)
    {
        string real = RealPath.Of(destination);
        if (real == RealPath.Of(picture))
            throw new PictureException(picture, $"{destination} is the picture itself and would be written over; choose another folder.");
        if (_pictures.Contains(real))
            throw new PictureException(picture, $"{destination} is one of the pictures to read and would be written over; choose another folder.");
        if (_written.Contains(real))
            throw new PictureException(picture, $"{destination} was written before by this run; write them into different folders.");

        var file = new FileInfo(destination);
        if (!replaces && (Path.Exists(destination) || file.LinkTarget is not null))
            throw new IOException(
                $"{picture}: {destination} is there already and was left alone; choose another folder, delete it, or say --force to replace it.");

        // A new file and not new bytes in the old one, which may have other names by hard links.
        using (PendingFile pending = PendingFile.Write(destination, bytes))
            pending.Publish(overwrite: replaces);
        _written.Add(RealPath.Of(destination));
    }
}
