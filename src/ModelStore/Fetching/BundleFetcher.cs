using System.Net;
using System.Security.Cryptography;
using EdgeVision.Bundles;
using Polly;
using Polly.Retry;

namespace EdgeVision.ModelStore.Fetching;

/// <summary>
/// Brings bundles and their signatures into a store's <c>incoming</c> folder, by http(s) or from a path, one at a time. Whatever a server does, time,
/// memory and disk are bounded, and what is handed on is one file of the server's, never a mixture of two.
/// </summary>
public sealed class BundleFetcher
{
    private const int MaxSignatureBytes = 256;
    private const long Margin = 16L << 20;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);

    // A process that another thread is just starting holds whatever is open for a moment.
    private static readonly TimeSpan s_lockPatience = TimeSpan.FromSeconds(2);

    // Who fetched something had a day to add it.
    private static readonly TimeSpan s_maxAge = TimeSpan.FromDays(1);

    private readonly IDisk _disk;
    private readonly string _folder;
    private readonly long _margin;
    private readonly TimeProvider _time;

    /// <summary>Fetches into a store.</summary>
    /// <param name="storeFolder">The store's folder.</param>
    /// <param name="time"><see langword="null"/>: the system's.</param>
    public BundleFetcher(string storeFolder, TimeProvider? time = null)
        : this(storeFolder, LinuxDisk.Instance, Margin, time ?? TimeProvider.System)
    {
    }

    internal BundleFetcher(string storeFolder, IDisk disk, TimeProvider time)
        : this(storeFolder, disk, Margin, time)
    {
    }

    internal BundleFetcher(string storeFolder, IDisk disk, long margin, TimeProvider time)
    {
        _folder = Path.Combine(Path.GetFullPath(storeFolder), "incoming");
        _disk = disk;
        _margin = margin;
        _time = time;
    }

    /// <summary>Fetches a bundle, and its signature where there is one.</summary>
    /// <param name="source">https, http where <paramref name="options"/> allow it, or a path. What may be said from afar is the caller's to know.</param>
    /// <param name="sha256">That the file must have; <see langword="null"/>: any.</param>
    /// <param name="progress">Is told often, on any thread.</param>
    /// <exception cref="UpdateException">It cannot be had. What came of it is kept where a next call can go on with it.</exception>
    /// <exception cref="OperationCanceledException">The caller does not want it any more; the same holds.</exception>
    public async Task<FetchedBundle> FetchAsync(
        Uri source, string? sha256, FetchOptions options, IProgress<FetchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        SourceAddress.Require(source, options.AllowPlainHttp);
        using var total = new CancellationTokenSource(options.TotalTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, total.Token);
        try
        {
            DurableFile.MakeFolder(_disk, _folder);
            using var held = StoreLock.Take(Path.Combine(_folder, "lock"), s_lockPatience, "fetches a model into this store");
            Clear(IncomingFile.KeyOf(source));
            using var file = new IncomingFile(_disk, _folder, source, SourceAddress.Shown(source), _margin);
            try
            {
                return source.IsFile
                    ? CopyFrom(source.LocalPath, sha256, file, progress)
                    : await DownloadAsync(source, sha256, file, options, progress, both.Token);
            }
            catch (Exception exception) when (StoreFailure.IsNoRoom(exception))
            {
                // What it filled others may need more.
                file.Discard();
                throw;
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UpdateException(
                UpdateReason.Stalled,
                $"{SourceAddress.Shown(source)}: it is not here after {options.TotalTimeout.TotalMinutes} min; it is tried again.",
                exception);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(exception, _folder);
        }
    }

    /// <summary>Removes what was fetched, when it is added or not wanted.</summary>
    /// <exception cref="UpdateException">The store cannot be written.</exception>
    public void Discard(FetchedBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        try
        {
            foreach (string path in (string[])[Path.ChangeExtension(bundle.Path, ".json"), bundle.Path, Bundle.SignaturePathOf(bundle.Path)])
                _disk.Delete(path);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(exception, _folder);
        }
    }

    private static FetchedBundle CopyFrom(string path, string? sha256, IncomingFile file, IProgress<FetchProgress>? progress)
    {
        using (FileStream source = SourceFile.Open(path, path))
        {
            if (source.Length > BundleLimits.MaxBytes)
                throw new UpdateException(
                    UpdateReason.Oversized, $"{path}: it has {source.Length} bytes, and a bundle has at most {BundleLimits.MaxBytes >> 20} MiB.");
            file.Copy(source);
        }

        progress?.Report(new FetchProgress(file.Position, file.Position));
        FetchedBundle bundle = Take(file, sha256, wasResumed: false);
        file.SetSignature(ReadSignature(Bundle.SignaturePathOf(path)));
        return bundle with { SignaturePath = PathOf(file) };
    }

    private async Task<FetchedBundle> DownloadAsync(
        Uri url, string? sha256, IncomingFile file, FetchOptions options, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        using var transport = new HttpTransport(options, _time);
        ResiliencePipeline tries = Tries(options);
        FetchedBundle bundle = await tries.ExecuteAsync(
            async token =>
            {
                // Whose hash is known needs no server.
                if (sha256 is null || !file.IsWhole || HashOf(file.BundlePath) != sha256)
                {
                    var download = new HttpDownload(transport, file, url, options, _time);
                    await download.RunAsync(progress, token);
                    return Take(file, sha256, download.WasResumed);
                }

                return Take(file, sha256, wasResumed: false);
            },
            cancellationToken);
        byte[]? signature = await tries.ExecuteAsync(async token => await SignatureAsync(transport, SourceAddress.SignatureOf(url), token), cancellationToken);
        file.SetSignature(signature);
        return bundle with { SignaturePath = PathOf(file) };
    }

    /// <summary>Holds the whole file against the hash that was asked for.</summary>
    private static FetchedBundle Take(IncomingFile file, string? sha256, bool wasResumed)
    {
        string actual = HashOf(file.BundlePath);
        if (sha256 is null || actual == sha256)
            return new FetchedBundle(file.BundlePath, actual, null, file.Document.Url);

        string source = file.Document.Url;
        file.Discard();
        throw wasResumed
            ? new UpdateException(
                UpdateReason.Unreachable, $"{source}: what came in several parts is not what was asked for; it is fetched from the beginning.")
            : new UpdateException(
                UpdateReason.WrongHash,
                $"{source}: its SHA-256 is {actual}, and {sha256} was asked for; look at what the server has, and at what was asked for.");
    }

    private static string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static string? PathOf(IncomingFile file) => File.Exists(file.SignaturePath) ? file.SignaturePath : null;

    private static byte[]? ReadSignature(string path)
    {
        try
        {
            return BundlePolicy.ReadSignature(path);
        }
        catch (BundleException refusal)
        {
            throw new UpdateException(refusal);
        }
    }

    private static async Task<byte[]?> SignatureAsync(HttpTransport transport, Uri url, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await transport.GetAsync(url, null, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
            return null;
        if (answer.StatusCode is not HttpStatusCode.OK)
            throw transport.Refusal(url, answer);

        byte[] bytes = new byte[MaxSignatureBytes + 1];
        using Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        int length = await transport.WithinIdleAsync(
            url, token => body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token).AsTask(), cancellationToken);
        return length <= MaxSignatureBytes
            ? bytes[..length]
            : throw new UpdateException(
                UpdateReason.WrongSignature,
                $"{SourceAddress.Shown(url)}: it is larger than {MaxSignatureBytes} bytes; that is no signature: look at what the server has there.");
    }

    private ResiliencePipeline Tries(FetchOptions options)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _time };
        if (options.Attempts > 1)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<UpdateException>(static exception => exception.IsTransient),
                MaxRetryAttempts = options.Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = s_firstPause < options.MaxPause ? s_firstPause : options.MaxPause,
                MaxDelay = options.MaxPause,
                DelayGenerator = attempt => ValueTask.FromResult(Bounded((attempt.Outcome.Exception as UpdateException)?.RetryAfter, options.MaxPause)),
            });
        }

        return builder.Build();
    }

    private static TimeSpan? Bounded(TimeSpan? pause, TimeSpan longest) => pause > longest ? longest : pause;

    /// <summary>Removes what other calls left and nobody came back for.</summary>
    private void Clear(string key)
    {
        DateTime limit = _time.GetUtcNow().UtcDateTime - s_maxAge;
        foreach (string path in Directory.EnumerateFiles(_folder))
        {
            string name = Path.GetFileName(path);
            if (name != "lock" && !name.StartsWith(key, StringComparison.Ordinal) && File.GetLastWriteTimeUtc(path) < limit)
                _disk.Delete(path);
        }
    }
}
