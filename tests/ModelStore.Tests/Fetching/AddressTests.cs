using System.Net;
using EdgeVision.ModelStore.Fetching;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests.Fetching;

/// <summary>Where bundles may come from, and where a server may send on to.</summary>
public sealed class AddressTests : IDisposable
{
    private static readonly FetchOptions s_once = new() { AllowPlainHttp = true, Attempts = 1 };

    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _bundle;
    private readonly string _path;
    private readonly BundleFetcher _fetcher;

    static AddressTests() => HttpClient.DefaultProxy = new WebProxy();

    public AddressTests()
    {
        _path = SampleBundle.Write(_folder);
        _bundle = File.ReadAllBytes(_path);
        _fetcher = new BundleFetcher(_folder.PathTo("models"), LinuxDisk.Instance, margin: 0, TimeProvider.System);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task WhereAServerSendsOnTo_IsFollowed(int status)
    {
        using var server = new HostileServer((head, stream, _) => head.StartsWith("GET /elsewhere/x ", StringComparison.Ordinal)
            ? HostileServer.SendWholeAsync(stream, _bundle)
            : SendOnAsync(stream, "/elsewhere/x", status));

        Assert.Equal(_bundle, File.ReadAllBytes((await _fetcher.FetchAsync(server.Address, null, s_once)).Path));
    }

    [Fact]
    public async Task ARoundTrip_Ends()
    {
        using var server = new HostileServer((_, stream, _) => SendOnAsync(stream, "/birds.bundle"));

        await RefusedAsync(server.Address, UpdateReason.Unreachable, "sent on more than 5 times");
        Assert.Equal(6, server.Questions.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd", UpdateReason.NotAllowed, "it sends to a file of this machine")]
    [InlineData("ftp://example.org/x", UpdateReason.NotAllowed, "models are fetched by https")]
    [InlineData("gopher://example.org/x", UpdateReason.NotAllowed, "models are fetched by https")]
    [InlineData("http://me:secret@127.0.0.1/x", UpdateReason.NotAllowed, "leave them out")]
    public async Task WhereNobodyMayBeSent_IsNotFollowed(string to, UpdateReason reason, string words)
    {
        using var server = new HostileServer((_, stream, _) => SendOnAsync(stream, to));

        UpdateException refusal = await RefusedAsync(server.Address, reason, words);

        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        Assert.Single(server.Questions);
    }

    [Fact]
    public async Task SendingOnWithoutSayingWhere_IsRefused()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(stream, "HTTP/1.1 302 Found\nContent-Length: 0\nConnection: close"));

        await RefusedAsync(server.Address, UpdateReason.Unreachable, "without saying where");
    }

    [Theory]
    [InlineData("http://example.org/x", UpdateReason.WeakerScheme)]
    [InlineData("https://me:secret@example.org/x", UpdateReason.NotAllowed)]
    [InlineData("ftp://example.org/x", UpdateReason.NotAllowed)]
    [InlineData("file://server/share/x", UpdateReason.NotAllowed)]
    [InlineData("relative", UpdateReason.NotAllowed)]
    public async Task AnAddressThatMayNotBe_IsRefusedBeforeAnythingIsWritten(string address, UpdateReason reason)
    {
        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(
            () => _fetcher.FetchAsync(new Uri(address, UriKind.RelativeOrAbsolute), null, new FetchOptions()));

        Assert.Equal(reason, refusal.Reason);
        Assert.False(Directory.Exists(_folder.PathTo("models")));
    }

    [Fact]
    public async Task AProxyThatIsGiven_IsUsed()
    {
        using var proxy = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _bundle));

        await _fetcher.FetchAsync(new Uri("http://models.invalid/birds.bundle"), null, s_once with { Proxy = new Uri($"http://{proxy.Address.Authority}") });

        Assert.StartsWith("GET http://models.invalid/birds.bundle ", proxy.Questions[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task APath_IsCopiedWithItsSignature()
    {
        File.WriteAllBytes(_path + ".sig", [1, 2]);

        FetchedBundle fetched = await _fetcher.FetchAsync(new Uri(_path), SampleBundle.HashOf(_path), new FetchOptions());

        Assert.Equal(_bundle, File.ReadAllBytes(fetched.Path));
        Assert.Equal([1, 2], File.ReadAllBytes(fetched.SignaturePath!));
        Assert.StartsWith(_folder.PathTo("models/incoming"), fetched.Path, StringComparison.Ordinal);
        Assert.True(File.Exists(_path));

        File.Delete(_path + ".sig");
        Assert.Null((await _fetcher.FetchAsync(new Uri(_path), null, new FetchOptions())).SignaturePath);
    }

    [Fact]
    public async Task APathThatIsNone_IsRefused()
    {
        await RefusedAsync(new Uri(_folder.PathTo("absent")), UpdateReason.NotFound, "there is no such file");
        await RefusedAsync(new Uri(_folder.PathTo("absent/deeper")), UpdateReason.NotFound, "there is no such file");
        Assert.Equal(
            UpdateReason.WrongHash,
            (await Assert.ThrowsAsync<UpdateException>(() => _fetcher.FetchAsync(new Uri(_path), new string('0', 64), s_once))).Reason);
        using (FileStream file = File.Create(_folder.PathTo("huge")))
            file.SetLength(1L << 30);
        await RefusedAsync(new Uri(_folder.PathTo("huge")), UpdateReason.Oversized, "a bundle has at most 512 MiB");
        await RefusedAsync(new Uri(_folder.MakePipe("pipe")), UpdateReason.NotFound, "it is a pipe or a device");
    }

    [Fact]
    public void ASignatureLiesBeside_AndTheQueryStays() => Assert.Equal(
        "https://example.org/a%20b/birds.bundle.sig?token=1", SourceAddress.SignatureOf(new Uri("https://example.org/a%20b/birds.bundle?token=1")).AbsoluteUri);

    [Fact]
    public async Task WhatNobodyCameBackFor_IsRemovedAfterADay()
    {
        Directory.CreateDirectory(_folder.PathTo("models/incoming"));
        File.WriteAllText(_folder.PathTo("models/incoming/old.part"), "");
        File.WriteAllText(_folder.PathTo("models/incoming/new.part"), "");
        File.SetLastWriteTimeUtc(_folder.PathTo("models/incoming/old.part"), DateTime.UtcNow.AddDays(-2));

        await _fetcher.FetchAsync(new Uri(_path), null, new FetchOptions());

        Assert.Equal([_folder.PathTo("models/incoming/new.part")], Directory.GetFiles(_folder.PathTo("models/incoming"), "*.part"));
    }

    private static Task SendOnAsync(Stream stream, string to, int status = 302) =>
        HostileServer.SendAsync(stream, $"HTTP/1.1 {status} Elsewhere\nLocation: {to}\nContent-Length: 0\nConnection: close");

    private async Task<UpdateException> RefusedAsync(Uri address, UpdateReason reason, string words)
    {
        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => _fetcher.FetchAsync(address, null, s_once));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(reason, refusal.Reason);
        return refusal;
    }
}
