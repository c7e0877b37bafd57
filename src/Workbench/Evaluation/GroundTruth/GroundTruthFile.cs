using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>Opens files of truth, of a size that memory holds, and judges the names in them.</summary>
internal static class GroundTruthFile
{
    /// <summary>The most pictures that one file may speak of.</summary>
    public const int MaxPictures = 1_000_000;

    /// <summary>Opens a file of at most <paramref name="maxBytes"/> bytes.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="GroundTruthFormatException">It is a folder, empty, no regular file, or larger.</exception>
    public static FileStream Open(string path, long maxBytes)
    {
        if (Directory.Exists(path))
            throw new GroundTruthFormatException(path, "it is a folder, not a file");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such file.", path);
        if (!RegularFile.HasBytes(path))
            throw new GroundTruthFormatException(path, "the file is empty or no regular file");

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length <= maxBytes)
            return stream;

        long length = stream.Length;
        stream.Dispose();
        throw new GroundTruthFormatException(path, $"the file has {length} bytes, but the largest taken has {maxBytes}; evaluate a part of the pictures");
    }

    /// <summary>Whether <paramref name="name"/> names a file in the folder of pictures or below it: truth may come from a stranger.</summary>
    public static bool IsPictureName(string name) =>
        name.Length > 0 && !Path.IsPathRooted(name) && !name.Any(char.IsControl) && !name.Split('/', '\\').Contains("..");
}
