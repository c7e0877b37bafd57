using System.Security.Cryptography;

namespace EdgeVision.Inference.Models;

/// <summary>
/// A model's file, and what its manifest says of its bytes. An engine verifies the bytes it runs, not the name it found them under: another
/// file may stand there a moment later. Errors name the file here, so that whatever reads or plans the model needs no path.
/// </summary>
public sealed class ModelFile
{
    private readonly string? _sha256;
    private readonly string? _manifestPath;

    /// <summary>A file without a manifest: any bytes are right.</summary>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public ModelFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
    }

    /// <summary>A file whose bytes the manifest at <paramref name="manifestPath"/> describes.</summary>
    /// <param name="sha256">64 lower-case hexadecimal digits.</param>
    internal ModelFile(string path, string sha256, string manifestPath)
        : this(path) => (_sha256, _manifestPath) = (sha256, manifestPath);

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>Maps the file; verifies nothing yet.</summary>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="ModelFormatException">The file is empty, not a regular one, or 2 GiB or larger (the limit of protobuf itself).</exception>
    internal MappedFile Map()
    {
        const string Empty = "the file is empty or no regular file";
        if (File.Exists(Path) && !RegularFile.HasBytes(Path))
            throw Error(Empty);

        using FileStream stream = new(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        if (!stream.CanSeek || stream.Length == 0)
            throw Error(Empty);
        if (stream.Length > Array.MaxLength)
            throw Error($"the file has {stream.Length} bytes; an ONNX model has fewer than 2 GiB");
        return new MappedFile(stream);
    }

    /// <summary>Checks that these are the bytes the manifest describes; anything is right where there is no manifest.</summary>
    /// <exception cref="ModelFormatException">They are others.</exception>
    internal void Verify(ReadOnlySpan<byte> bytes)
    {
        if (_sha256 is null)
            return;
        string found = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (found != _sha256)
            throw Error($"its SHA-256 is {found}, but {_manifestPath} says {_sha256}; one of the two files is not the right one");
    }

    /// <summary>Says what is wrong with this file.</summary>
    /// <param name="reason">A clause without a full stop.</param>
    internal ModelFormatException Error(string reason, Exception? innerException = null) => new(Path, null, reason, innerException);

    /// <summary>Names this file in what was thrown by code that did not know it.</summary>
    internal ModelFormatException Error(UnusableModelException unusable) => new(Path, unusable.Node, unusable.Message, unusable);
}
