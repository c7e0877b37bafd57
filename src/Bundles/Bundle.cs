using System.Buffers;
using System.Security.Cryptography;

namespace EdgeVision.Bundles;

/// <summary>
/// A model as one file: a tar archive of <c>bundle.json</c>, which describes the others, and those others in the order it names them, nothing else. The same
/// files give the same bytes. A signature lies beside it, in <see cref="SignaturePathOf"/>.
/// </summary>
public static class Bundle
{
    /// <summary>The name of the manifest in a bundle.</summary>
    public const string ManifestName = "bundle.json";

    private const int EndLength = 2 * TarHeader.BlockLength;

    /// <summary>Where the signature of a bundle lies: beside it.</summary>
    public static string SignaturePathOf(string bundle) => bundle + ".sig";

    /// <summary>Writes a bundle.</summary>
    /// <param name="manifest">Describes <paramref name="files"/>; those of the manifest are taken from them.</param>
    /// <param name="files">The files, each with its name in the bundle.</param>
    /// <returns>The manifest with its files.</returns>
    /// <exception cref="BundleException">A name cannot be, or a limit is passed.</exception>
    /// <exception cref="IOException">A file cannot be read, or the bundle not be written.</exception>
    public static BundleManifest Write(Stream destination, BundleManifest manifest, IReadOnlyList<(string Name, string Path)> files)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(files);
        BundleManifest whole = manifest with { Files = [.. files.Select(Describe)] };
        byte[] json = BundleManifestJson.Write(whole);
        // What cannot be read again is not written.
        BundleManifestJson.Read(json, "the new bundle");
        WriteFile(destination, ManifestName, new MemoryStream(json), json.Length);
        for (int i = 0; i < files.Count; i++)
        {
            using FileStream file = File.OpenRead(files[i].Path);
            WriteFile(destination, whole.Files[i].Name, file, whole.Files[i].Size);
        }

        destination.Write(new byte[EndLength]);
        return whole;
    }

    /// <summary>Reads the manifest, and nothing behind it. What it says is a stranger's word until the bundle is verified.</summary>
    /// <param name="bundle">At its beginning; it is left behind the manifest.</param>
    /// <param name="source">The bundle's path, for messages.</param>
    /// <exception cref="BundleException">It is no bundle.</exception>
    public static BundleManifest ReadManifest(Stream bundle, string source)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        long size = ReadHeader(bundle, ManifestName, source);
        if (size > BundleLimits.MaxManifestBytes)
            throw new BundleException(BundleError.Oversized, $"{source}: {ManifestName} has {size} bytes; it has at most {BundleLimits.MaxManifestBytes}.");

        byte[] json = new byte[size];
        ReadExactly(bundle, json, source);
        SkipPadding(bundle, size, source);
        return BundleManifestJson.Read(json, source);
    }

    /// <summary>Reads a whole bundle, and holds each file against its size and hash.</summary>
    /// <param name="bundle">At its beginning.</param>
    /// <param name="source">The bundle's path, for messages.</param>
    /// <param name="create">
    /// Opens where a file of the manifest goes, and is asked for each in turn; <see langword="null"/>: they are only looked at. What was written before
    /// an exception is not to be trusted.
    /// </param>
    /// <exception cref="BundleException">It is no bundle, or not what its manifest describes.</exception>
    /// <exception cref="IOException">What <paramref name="create"/> opened cannot be written.</exception>
    public static BundleManifest Read(Stream bundle, string source, Func<BundledFile, Stream>? create = null)
    {
        BundleManifest manifest = ReadManifest(bundle, source);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            foreach (BundledFile file in manifest.Files)
            {
                long size = ReadHeader(bundle, file.Name, source);
                if (size != file.Size)
                    throw Tampered($"{file.Name} has {size} bytes, but {ManifestName} says {file.Size}");

                using Stream? destination = create?.Invoke(file);
                string sha256 = Copy(bundle, destination, size, buffer, source);
                if (sha256 != file.Sha256)
                    throw Tampered($"the SHA-256 of {file.Name} is {sha256}, but {ManifestName} says {file.Sha256}");
                SkipPadding(bundle, size, source);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        RequireEnd(bundle, source);
        return manifest;

        BundleException Tampered(string what) => new(BundleError.Tampered, $"{source}: {what}; get the bundle again from where it was made.");
    }

    private static BundledFile Describe((string Name, string Path) file)
    {
        using FileStream bytes = File.OpenRead(file.Path);
        return new BundledFile(file.Name, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static void WriteFile(Stream destination, string name, Stream file, long size)
    {
        Span<byte> header = stackalloc byte[TarHeader.BlockLength];
        TarHeader.Write(header, name, size);
        destination.Write(header);
        file.CopyTo(destination);
        destination.Write(new byte[TarHeader.PaddingAfter(size)]);
    }

    private static long ReadHeader(Stream bundle, string expected, string source)
    {
        Span<byte> block = stackalloc byte[TarHeader.BlockLength];
        ReadExactly(bundle, block, source);
        if (!TarHeader.TryRead(block, out string name, out long size))
            throw Malformed(source, $"it is no bundle: no plain file begins where {expected} is to be");
        if (name != expected)
            throw Malformed(source, $"it is no bundle: another file stands where {expected} is to be");
        return size;
    }

    private static string Copy(Stream bundle, Stream? destination, long size, byte[] buffer, string source)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long left = size; left > 0;)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, left));
            ReadExactly(bundle, part, source);
            hash.AppendData(part);
            destination?.Write(part);
            left -= part.Length;
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static void SkipPadding(Stream bundle, long size, string source)
    {
        Span<byte> padding = stackalloc byte[TarHeader.PaddingAfter(size)];
        ReadExactly(bundle, padding, source);
        if (padding.ContainsAnyExcept((byte)0))
            throw Malformed(source, "it is no bundle: something is where only zeros are to be");
    }

    /// <summary>Nothing may hide behind the files: bytes that nobody's hash covers.</summary>
    private static void RequireEnd(Stream bundle, string source)
    {
        Span<byte> end = stackalloc byte[EndLength + 1];
        int length = bundle.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        if (length < EndLength)
            throw Malformed(source, "it was cut off");
        if (length > EndLength || end[..EndLength].ContainsAnyExcept((byte)0))
            throw Malformed(source, $"it has something behind the files that {ManifestName} names");
    }

    private static void ReadExactly(Stream bundle, Span<byte> bytes, string source)
    {
        if (bundle.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw Malformed(source, "it was cut off");
    }

    private static BundleException Malformed(string source, string reason) => new(BundleError.Malformed, $"{source}: {reason}.");
}
