using System.Text.Json.Serialization;

namespace EdgeVision.ModelStore.Fetching;

/// <summary>What is known of a file in <c>incoming</c>.</summary>
/// <param name="Url">Where it comes from, without what may be secret: for people.</param>
/// <param name="ETag">The server's name for these bytes, where it is a strong one.</param>
/// <param name="LastModified">The server's time of them, where it is good enough to tell them from others.</param>
/// <param name="Length">Of the whole.</param>
/// <param name="Kept">Bytes of it that are on the disk for certain.</param>
internal sealed record IncomingDocument(string Url, string? ETag = null, DateTimeOffset? LastModified = null, long? Length = null, long Kept = 0)
{
    /// <summary>Whether the server can be asked for the rest, or whether it has another file now.</summary>
    [JsonIgnore]
    public bool HasValidator => ETag is not null || LastModified is not null;
}
