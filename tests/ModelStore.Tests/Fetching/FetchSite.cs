using System.Net;
using EdgeVision.ModelStore.Fetching;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests.Fetching;

/// <summary>A bundle that a server may have, and a store that wants it.</summary>
internal sealed class FetchSite : IDisposable
{
    // Servers of this machine are not asked for by the environment's proxy.
    static FetchSite() => HttpClient.DefaultProxy = new WebProxy();

    public FetchSite()
    {
        string path = SampleBundle.Write(Folder, bytes: 300_000);
        Bundle = File.ReadAllBytes(path);
        Sha256 = SampleBundle.HashOf(path);
        Fetcher = new BundleFetcher(Folder.PathTo("models"), LinuxDisk.Instance, margin: 0, Time);
    }

    public static FetchOptions Once { get; } = new() { AllowPlainHttp = true, Attempts = 1 };

    public static FetchOptions Patient { get; } = Once with { Attempts = 4 };

    public TemporaryFolder Folder { get; } = new();

    public HastyTime Time { get; } = new();

    public byte[] Bundle { get; }

    public string Sha256 { get; }

    public BundleFetcher Fetcher { get; }

    public async Task<UpdateException> RefusedAsync(HostileServer server, UpdateReason reason, string words, FetchOptions? options = null)
    {
        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => Fetcher.FetchAsync(server.Address, null, options ?? Once));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(reason, refusal.Reason);
        return refusal;
    }

    public void Dispose() => Folder.Dispose();
}
