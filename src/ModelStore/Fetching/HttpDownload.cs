using System.Net;
using System.Net.Http.Headers;

namespace EdgeVision.ModelStore.Fetching;

/// <summary>One try to bring a server's file into <c>incoming</c>: all of it, the rest of it, or the word that the one here is still it.</summary>
internal sealed class HttpDownload(HttpTransport transport, IncomingFile file, Uri url, FetchOptions options, TimeProvider time)
{
    private const int BufferLength = 1 << 16;

    // RFC 9110, 8.8.2.2: a time that is not older than the answer by this may stand for two files of the same second.
    private static readonly TimeSpan s_strongAge = TimeSpan.FromSeconds(1);

    /// <summary>Whether bytes of an earlier try are in the file.</summary>
    public bool WasResumed { get; private set; }

    /// <exception cref="UpdateException">It did not succeed; what came is kept for the next try where that can use it.</exception>
    public async Task RunAsync(IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        bool asksForRest = file.CanResume;
        using HttpResponseMessage answer = await transport.GetAsync(url, headers => AddConditions(headers, asksForRest), cancellationToken);
        switch (answer.StatusCode)
        {
            case HttpStatusCode.NotModified when file.IsWhole:
                return;
            case HttpStatusCode.OK:
                RequirePlain(answer);
                file.Restart(Describe(answer));
                break;
            case HttpStatusCode.PartialContent when asksForRest:
                RequirePlain(answer);
                RequireRest(answer);
                file.Resume();
                WasResumed = true;
                break;
            case HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.PartialContent or HttpStatusCode.NotModified:
                throw StartOver($"answers {(int)answer.StatusCode}, which nobody asked for");
            default:
                throw transport.Refusal(url, answer);
        }

        try
        {
            await ReadAsync(answer, progress, cancellationToken);
        }
        finally
        {
            // Whatever ended it, a person's Ctrl+C too: the next try goes on here.
            file.Keep();
        }

        if (file.Document.Length is { } length && file.Position != length)
            throw StartOver($"sent {file.Position} bytes of a file of {length}");
        file.Finish();
    }

    private string Shown => SourceAddress.Shown(url);

    private void AddConditions(HttpRequestHeaders headers, bool asksForRest)
    {
        IncomingDocument document = file.Document;
        EntityTagHeaderValue? tag = document.ETag is { } text && EntityTagHeaderValue.TryParse(text, out EntityTagHeaderValue? parsed) ? parsed : null;
        if (asksForRest)
        {
            headers.Range = new RangeHeaderValue(document.Kept, null);
            headers.IfRange = tag is not null ? new RangeConditionHeaderValue(tag)
                : document.LastModified is { } modified ? new RangeConditionHeaderValue(modified) : null;
        }
        else if (file.IsWhole && tag is not null)
        {
            headers.IfNoneMatch.Add(tag);
        }
        else if (file.IsWhole)
        {
            headers.IfModifiedSince = document.LastModified;
        }
    }

    private IncomingDocument Describe(HttpResponseMessage answer)
    {
        long? length = answer.Content.Headers.ContentLength;
        if (length > options.MaxBytes)
            throw Oversized(length.Value);

        string? tag = answer.Headers.ETag is { IsWeak: false } strong ? strong.ToString() : null;
        DateTimeOffset? modified = answer.Content.Headers.LastModified;
        bool isOldEnough = modified is not null && answer.Headers.Date is { } date && date - modified >= s_strongAge;
        return new IncomingDocument(Shown, tag, isOldEnough ? modified : null, length);
    }

    private void RequirePlain(HttpResponseMessage answer)
    {
        string[] encodings = [.. answer.Content.Headers.ContentEncoding.Where(static encoding => encoding is not "identity")];
        if (encodings.Length > 0)
            throw new UpdateException(
                UpdateReason.Malformed, $"{Shown}: the server sends it as {encodings[0]}, though asked for the plain bytes; have it served as it is.");
    }

    /// <summary>That the rest is of the file whose beginning is here, and begins where that ends.</summary>
    private void RequireRest(HttpResponseMessage answer)
    {
        IncomingDocument document = file.Document;
        ContentRangeHeaderValue? range = answer.Content.Headers.ContentRange;
        if (range?.Unit is not "bytes" || range.From != document.Kept)
            throw StartOver($"sends the bytes from {range?.From?.ToString() ?? "an unknown place"} on, asked for those from {document.Kept} on");
        if (answer.Headers.ETag is { } tag && document.ETag is not null && tag.ToString() != document.ETag)
            throw StartOver("sends the rest of another file");
        if (range.Length is not null && document.Length is not null && range.Length != document.Length)
            throw StartOver($"has a file of {range.Length} bytes now instead of {document.Length}");
        if (range.Length > options.MaxBytes)
            throw Oversized(range.Length.Value);
    }

    private async Task ReadAsync(HttpResponseMessage answer, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        long before = file.Position;
        byte[] buffer = new byte[BufferLength];
        using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        while (await transport.WithinIdleAsync(url, token => body.ReadAsync(buffer, token).AsTask(), cancellationToken) is > 0 and int length)
        {
            if (file.Position + length > options.MaxBytes)
            {
                long bytes = file.Position + length;
                file.Discard();
                throw Oversized(bytes);
            }

            file.Append(buffer.AsSpan(0, length));
            progress?.Report(new FetchProgress(file.Position, file.Document.Length));
            RequireSpeed(file.Position - before, time.GetElapsedTime(began));
        }
    }

    private void RequireSpeed(long bytes, TimeSpan elapsed)
    {
        if (elapsed > options.IdleTimeout && bytes < options.MinBytesPerSecond * elapsed.TotalSeconds)
            throw new UpdateException(
                UpdateReason.Stalled,
                FormattableString.Invariant(
                    $"{Shown}: {bytes / elapsed.TotalSeconds:0} bytes a second come, and at least {options.MinBytesPerSecond} are to; it is tried again."));
    }

    private UpdateException StartOver(string what)
    {
        file.Discard();
        return new UpdateException(UpdateReason.Unreachable, $"{Shown}: the server {what}; it is fetched from the beginning.");
    }

    private UpdateException Oversized(long bytes) =>
        new(UpdateReason.Oversized, $"{Shown}: it has {bytes} bytes or more, and a bundle has at most {options.MaxBytes}; look at the address.");
}
