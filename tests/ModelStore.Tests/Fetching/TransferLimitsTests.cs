using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using EdgeVision.ModelStore.Fetching;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests.Fetching;

/// <summary>Servers that stall, drip, lie and never end, and disks that fill up: time, memory and room are bounded.</summary>
public sealed class TransferLimitsTests : IDisposable
{
    private const string Tag = "\nETag: \"one\"";

    private readonly FetchSite _site = new();

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 1000\n\nabc")]
    public async Task AServerThatSaysNothingMore_IsNotWaitedFor(string said)
    {
        using var server = new HostileServer(async (_, stream, end) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(said.ReplaceLineEndings("\r\n")), end);
            await Task.Delay(Timeout.Infinite, end);
        });

        await _site.RefusedAsync(server, UpdateReason.Stalled, "nothing came for 0.25 s", FetchSite.Once with { IdleTimeout = TimeSpan.FromSeconds(0.25) });
    }

    [Fact]
    public async Task AServerThatDrips_IsTooSlow()
    {
        using var server = new HostileServer(HostileServer.DripAsync);

        await _site.RefusedAsync(
            server, UpdateReason.Stalled, "bytes a second come, and at least 1000000 are to",
            FetchSite.Once with { IdleTimeout = TimeSpan.FromSeconds(0.25), MinBytesPerSecond = 1_000_000 });
    }

    [Fact]
    public async Task AllOfItTogether_IsBounded()
    {
        using var server = new HostileServer(HostileServer.DripAsync);

        await _site.RefusedAsync(
            server, UpdateReason.Stalled, "it is not here after", FetchSite.Once with { TotalTimeout = TimeSpan.FromSeconds(0.2), MinBytesPerSecond = 0 });
    }

    [Fact]
    public async Task WhoeverDoesNotWantItAnyMore_WaitsForNothing()
    {
        using var enough = new CancellationTokenSource();
        using var server = new HostileServer((head, stream, end) =>
        {
            enough.Cancel();
            return HostileServer.DripAsync(head, stream, end);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _site.Fetcher.FetchAsync(server.Address, null, FetchSite.Patient, cancellationToken: enough.Token));
    }

    [Fact]
    public async Task AFileThatNeverEnds_EndsAtTheLimit()
    {
        using var server = new HostileServer(async (_, stream, end) =>
        {
            await HostileServer.SendAsync(stream, "HTTP/1.1 200 OK");
            while (!end.IsCancellationRequested)
                await stream.WriteAsync(new byte[1 << 16], end);
        });

        await _site.RefusedAsync(server, UpdateReason.Oversized, "at most 1000000", FetchSite.Once with { MaxBytes = 1_000_000 });
        Assert.Empty(Directory.GetFiles(_site.Folder.PathTo("models/incoming"), "*.part"));
    }

    [Fact]
    public async Task AFileThatSaysItIsTooLarge_IsNotBegun()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(stream, "HTTP/1.1 200 OK\nContent-Length: 9999999999"));

        await _site.RefusedAsync(server, UpdateReason.Oversized, "it has 9999999999 bytes or more");
    }

    [Fact]
    public async Task AFileThatIsLongerThanItSays_IsWhatItSays()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(
            stream, $"HTTP/1.1 200 OK\nContent-Length: {_site.Bundle.Length}\nConnection: close", (byte[])[.. _site.Bundle, .. new byte[5000]]));

        Assert.Equal(_site.Sha256, (await _site.Fetcher.FetchAsync(server.Address, _site.Sha256, FetchSite.Once)).Sha256);
    }

    [Fact]
    public async Task AnswersThatAreNone_AreRefused()
    {
        string endless = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\nX: {new string('x', 1 << 20)}");
        string[] heads = ["garbage", "HTTP/1.1 200 OK\nno colon", "HTTP/1.1 200 OK\nContent-Length: -1", endless, "\0\0\0\0", "SSH-2.0-OpenSSH_9"];
        foreach (string head in heads)
        {
            using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(stream, head));

            Exception refusal = await Assert.ThrowsAsync<UpdateException>(() => _site.Fetcher.FetchAsync(server.Address, _site.Sha256, FetchSite.Once));

            Assert.StartsWith("http://127.0.0.1", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task HeadersThatNeverEnd_End()
    {
        using var server = new HostileServer(async (_, stream, end) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), end);
            while (!end.IsCancellationRequested)
                await stream.WriteAsync("X: y\r\n"u8.ToArray(), end);
        });

        await _site.RefusedAsync(server, UpdateReason.Unreachable, "the connection failed");
    }

    [Fact]
    public async Task WhatIsPackedOnTheWay_IsRefused()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _site.Bundle, "\nContent-Encoding: gzip"));

        await _site.RefusedAsync(server, UpdateReason.Malformed, "the server sends it as gzip");
    }

    [Fact]
    public async Task WithoutRoom_ItIsNotBegun()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _site.Bundle));
        var fetcher = new BundleFetcher(_site.Folder.PathTo("models"), LinuxDisk.Instance, margin: long.MaxValue / 2, _site.Time);

        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => fetcher.FetchAsync(server.Address, null, FetchSite.Once));

        Assert.Equal((UpdateReason.NoRoom, false), (refusal.Reason, refusal.IsTransient));
        Assert.Empty(Directory.GetFiles(_site.Folder.PathTo("models/incoming"), "*.part"));
    }

    [SmallDiskFact]
    public async Task ADiskThatFillsUpMeanwhile_IsGivenBackItsRoom()
    {
        using var disk = new SmallDisk();
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _site.Bundle, Tag));
        var fetcher = new BundleFetcher(disk.Path, LinuxDisk.Instance, margin: -(1L << 30), _site.Time);

        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => fetcher.FetchAsync(server.Address, null, FetchSite.Patient));

        Assert.Equal(UpdateReason.NoRoom, refusal.Reason);
        Assert.Empty(Directory.GetFiles(Path.Combine(disk.Path, "incoming"), "*.part"));
    }

    [Fact]
    public async Task TwoAtOnce_AreOneAfterTheOther()
    {
        using var server = new HostileServer(HostileServer.DripAsync);
        using var enough = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var progress = new ToldProgress(new ConcurrentQueue<FetchProgress>(), begun);
        Task first = _site.Fetcher.FetchAsync(server.Address, null, FetchSite.Once, progress, enough.Token);
        await begun.Task;

        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => _site.Fetcher.FetchAsync(server.Address, null, FetchSite.Once));

        Assert.True(refusal.IsTransient);
        Assert.Contains("another process fetches a model", refusal.Message, StringComparison.Ordinal);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }
}
