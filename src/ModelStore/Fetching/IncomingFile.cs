using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EdgeVision.Bundles;

namespace EdgeVision.ModelStore.Fetching;

/// <summary>
/// The file of one address in <c>incoming</c>: under way as <c>KEY.part</c>, whole as <c>KEY.bundle</c>, and what is known of it as <c>KEY.json</c>. Only bytes
/// that were on the disk for certain are built upon after an interruption: behind them a loss of power may have left anything.
/// </summary>
internal sealed class IncomingFile : IDisposable
{
    private const int MaxDocumentBytes = 16 << 10;
    private const long KeepEvery = 4L << 20;

    private readonly IDisk _disk;
    private readonly string _folder;
    private readonly long _margin;
    private readonly string _partPath;
    private readonly string _documentPath;
    private Stream? _part;

    /// <param name="shownUrl">For people.</param>
    /// <param name="margin">Bytes that stay free on the disk.</param>
    public IncomingFile(IDisk disk, string folder, Uri url, string shownUrl, long margin)
    {
        _disk = disk;
        _folder = folder;
        _margin = margin;
        string key = KeyOf(url);
        _partPath = Path.Combine(folder, key + ".part");
        _documentPath = Path.Combine(folder, key + ".json");
        BundlePath = Path.Combine(folder, key + ".bundle");
        Document = Load(shownUrl);
    }

    /// <summary>The whole file.</summary>
    public string BundlePath { get; }

    /// <summary>Its signature.</summary>
    public string SignaturePath => Bundle.SignaturePathOf(BundlePath);

    public IncomingDocument Document { get; private set; }

    public bool IsWhole => File.Exists(BundlePath);

    /// <summary>Bytes that are here.</summary>
    public long Position { get; private set; }

    /// <summary>Whether there are bytes of an earlier try, and a way to ask for the rest.</summary>
    public bool CanResume => !IsWhole && Document is { HasValidator: true, Kept: > 0 };

    public static string KeyOf(Uri url) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.AbsoluteUri)));

    /// <summary>Begins with the first byte; whatever was here is gone.</summary>
    /// <exception cref="UpdateException">There is no room.</exception>
    public void Restart(IncomingDocument document)
    {
        Discard();
        RequireRoom(document.Length ?? 0);
        _part = _disk.Create(_partPath);
        Document = document with { Kept = 0 };
        Position = 0;
        Save();
    }

    /// <summary>Goes on behind what is kept.</summary>
    /// <exception cref="UpdateException">There is no room.</exception>
    public void Resume()
    {
        Close();
        RequireRoom((Document.Length ?? 0) - Document.Kept);
        _part = _disk.Append(_partPath, Document.Kept);
        Position = Document.Kept;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _part!.Write(bytes);
        Position += bytes.Length;
        if (Position - Document.Kept < KeepEvery)
            return;

        Keep();
        RequireRoom(0);
    }

    /// <summary>Brings to the disk what is here of a file under way.</summary>
    public void Keep()
    {
        if (_part is null || Position == Document.Kept)
            return;

        _disk.Sync(_partPath);
        Document = Document with { Kept = Position };
        Save();
    }

    /// <summary>The file is whole.</summary>
    public void Finish()
    {
        Close();
        _disk.Sync(_partPath);
        _disk.Move(_partPath, BundlePath);
        Document = Document with { Length = Position, Kept = Position };
        Save();
    }

    /// <summary>Makes one of a stream that is here.</summary>
    public void Copy(Stream source)
    {
        Restart(Document with { ETag = null, LastModified = null, Length = source.Length });
        byte[] buffer = new byte[1 << 16];
        for (int length; (length = source.Read(buffer)) > 0;)
        {
            if (Position + length > BundleLimits.MaxBytes)
                throw new UpdateException(UpdateReason.Oversized, $"{Document.Url}: it has more than the {BundleLimits.MaxBytes >> 20} MiB of a bundle.");
            Append(buffer.AsSpan(0, length));
        }

        Finish();
    }

    /// <summary>Replaces the signature; <see langword="null"/>: there is none.</summary>
    public void SetSignature(byte[]? signature)
    {
        if (signature is not null)
            DurableFile.Write(_disk, SignaturePath, signature);
        else
            _disk.Delete(SignaturePath);
    }

    /// <summary>Removes all of it.</summary>
    public void Discard()
    {
        Close();
        // What says that the rest is good goes first.
        foreach (string path in (string[])[_documentPath, _partPath, BundlePath, SignaturePath])
            _disk.Delete(path);
        Position = 0;
        Document = new IncomingDocument(Document.Url);
    }

    public void Dispose() => Close();

    private void Close()
    {
        _part?.Dispose();
        _part = null;
    }

    private void RequireRoom(long bytes)
    {
        long free = _disk.FreeBytes(_folder);
        if (free < bytes + _margin)
            throw StoreFailure.NoRoom(_folder, bytes + _margin, free);
    }

    private void Save() =>
        DurableFile.Write(_disk, _documentPath, JsonSerializer.SerializeToUtf8Bytes(Document, IncomingJsonContext.Default.IncomingDocument));

    private IncomingDocument Load(string shownUrl)
    {
        IncomingDocument? document = null;
        try
        {
            if (SmallFile.TryRead(_documentPath, MaxDocumentBytes) is { Length: <= MaxDocumentBytes } bytes)
                document = JsonSerializer.Deserialize(bytes, IncomingJsonContext.Default.IncomingDocument);
        }
        catch (JsonException)
        {
            // Nothing is known of it then, which costs another transfer and no more.
            document = null;
        }

        document = (document ?? new IncomingDocument(shownUrl)) with { Url = shownUrl };
        var part = new FileInfo(_partPath);
        return part.Exists && document.Kept is >= 0 && part.Length >= document.Kept ? document : document with { Kept = 0 };
    }
}
