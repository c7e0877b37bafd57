using EdgeVision.Bundles;

namespace EdgeVision.ModelStore.Fetching;

/// <summary>How bundles are fetched, and how long for.</summary>
public sealed record FetchOptions
{
    /// <summary>Whether plain http may be used, which anybody on the way can change. For boards that ask for a signature only. Default: no.</summary>
    public bool AllowPlainHttp { get; init; }

    /// <summary>The proxy; <see langword="null"/>: what the environment says (<c>https_proxy</c> and the like).</summary>
    public Uri? Proxy { get; init; }

    /// <summary>A PEM file of certificates that are trusted beside the system's; <see langword="null"/>: none is.</summary>
    public string? CaFile { get; init; }

    /// <summary>For a connection to be there, TLS included. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Without a byte, and for the whole head of an answer. Default 30 s.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The slowest that a transfer may be on average, once it is older than <see cref="IdleTimeout"/>. Default 1024.</summary>
    public long MinBytesPerSecond { get; init; } = 1024;

    /// <summary>For all of it, pauses included. Default 1 h.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often it is tried before the caller hears of it. Default 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The longest pause between two tries, whatever the server asks for. Default 1 min.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes of a bundle.</summary>
    internal long MaxBytes { get; init; } = BundleLimits.MaxBytes;
}
