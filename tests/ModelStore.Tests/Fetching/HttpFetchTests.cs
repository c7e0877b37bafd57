using System.Collections.Concurrent;
using EdgeVision.ModelStore.Fetching;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests.Fetching;

/// <summary>What servers answer, and what becomes of it.</summary>
public sealed class HttpFetchTests : IDisposable
{
    private const string Tag = "\nETag: \"one\"";

    private readonly FetchSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task WhatAServerHas_IsFetchedWithItsSignatureAndCanBeAdded()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _site.Bundle)) { Signature = [1, 2, 3] };
        var progress = new ConcurrentQueue<FetchProgress>();

        FetchedBundle fetched = await _site.Fetcher.FetchAsync(server.Address, _site.Sha256, FetchSite.Once, new ToldProgress(progress));

        Assert.Equal(_site.Bundle, File.ReadAllBytes(fetched.Path));
        Assert.Equal(_site.Sha256, fetched.Sha256);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(fetched.SignaturePath!));
        Assert.EndsWith("/birds.bundle", fetched.Source, StringComparison.Ordinal);
        Assert.Equal(1, progress.Last().Fraction);
        Assert.Equal(_site.Sha256, new SlotStore(_site.Folder.PathTo("models"), LinuxDisk.Instance, 0, TimeSpan.Zero).Add(fetched.Path).Sha256);
        Assert.Equal("identity", HostileServer.Header(server.Questions[0], "Accept-Encoding"));

        _site.Fetcher.Discard(fetched);
        Assert.Equal([_site.Folder.PathTo("models/incoming/lock")], Directory.GetFiles(_site.Folder.PathTo("models/incoming")));
    }

    [Fact]
    public async Task NoSignature_IsNone()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _site.Bundle));

        Assert.Null((await _site.Fetcher.FetchAsync(server.Address, null, FetchSite.Once)).SignaturePath);
    }

    [Fact]
    public async Task ASignatureThatIsNone_IsRefused()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _site.Bundle)) { Signature = new byte[257] };

        await _site.RefusedAsync(server, UpdateReason.WrongSignature, "it is larger than 256 bytes");
    }

    [Fact]
    public async Task AnotherThanWasAskedFor_IsDeleted()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _site.Bundle, Tag));

        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(
            () => _site.Fetcher.FetchAsync(server.Address, new string('0', 64), FetchSite.Patient));

        Assert.Equal((UpdateReason.WrongHash, false), (refusal.Reason, refusal.IsTransient));
        Assert.Contains($"its SHA-256 is {_site.Sha256}, and 0000", refusal.Message, StringComparison.Ordinal);
        Assert.Single(server.Questions);
        Assert.Equal([_site.Folder.PathTo("models/incoming/lock")], Directory.GetFiles(_site.Folder.PathTo("models/incoming")));
    }

    [Theory]
    [InlineData("404 Not Found", UpdateReason.NotFound, "the server answers 404, there is no such file")]
    [InlineData("410 Gone", UpdateReason.NotFound, "the server answers 410")]
    [InlineData("403 Forbidden", UpdateReason.Unreachable, "this machine may not have it")]
    [InlineData("204 No Content", UpdateReason.Unreachable, "which is no file")]
    [InlineData("300 Multiple Choices", UpdateReason.Unreachable, "which is no file")]
    public async Task ARefusal_IsNotTriedAgain(string status, UpdateReason reason, string words)
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(stream, $"HTTP/1.1 {status}\nContent-Length: 0\nConnection: close"));

        UpdateException refusal = await _site.RefusedAsync(server, reason, words, FetchSite.Patient);

        Assert.False(refusal.IsTransient);
        Assert.Single(server.Questions);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerThatIsIll_IsTriedAgainWithLongerPauses()
    {
        int questions = 0;
        using var server = new HostileServer((_, stream, _) => Interlocked.Increment(ref questions) < 4
            ? HostileServer.SendAsync(stream, "HTTP/1.1 500 Oops\nContent-Length: 0\nConnection: close")
            : HostileServer.SendWholeAsync(stream, _site.Bundle));

        Assert.Equal(_site.Sha256, (await _site.Fetcher.FetchAsync(server.Address, _site.Sha256, FetchSite.Patient)).Sha256);
        Assert.Equal(4, questions);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("99999", 20)]
    public async Task WhatAServerAsksFor_IsHeardUpToALimit(string asked, int seconds)
    {
        int questions = 0;
        using var server = new HostileServer((_, stream, _) => Interlocked.Increment(ref questions) == 1
            ? HostileServer.SendAsync(stream, $"HTTP/1.1 429 Too Many Requests\nRetry-After: {asked}\nContent-Length: 0\nConnection: close")
            : HostileServer.SendWholeAsync(stream, _site.Bundle));

        await _site.Fetcher.FetchAsync(server.Address, _site.Sha256, FetchSite.Patient with { MaxPause = TimeSpan.FromSeconds(20) });

        Assert.Equal([TimeSpan.FromSeconds(seconds)], _site.Time.Pauses);
    }

    [Fact]
    public async Task AServerThatStays_IsGivenUpOn()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(stream, "HTTP/1.1 503 Later\nContent-Length: 0\nConnection: close"));

        Assert.True((await _site.RefusedAsync(server, UpdateReason.Unreachable, "the server answers 503", FetchSite.Patient)).IsTransient);
        Assert.Equal(4, server.Questions.Count);
    }

    [Fact]
    public async Task NobodyThere_IsUnreachable()
    {
        var nobody = new Uri($"http://127.0.0.1:{LoopbackPort.FindFree()}/birds.bundle");

        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => _site.Fetcher.FetchAsync(nobody, null, FetchSite.Once));

        Assert.Equal((UpdateReason.Unreachable, true), (refusal.Reason, refusal.IsTransient));
    }
}
