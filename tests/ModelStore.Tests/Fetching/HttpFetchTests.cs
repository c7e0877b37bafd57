using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using EdgeVision.ModelStore.Fetching;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests.Fetching;

public sealed class HttpFetchTests : IDisposable
{
    private const string Tag = "\nETag: \"one\"";

    private static readonly FetchOptions s_once = new() { AllowPlainHttp = true, Attempts = 1, IdleTimeout = TimeSpan.FromSeconds(30) };
    private static readonly FetchOptions s_patient = s_once with { Attempts = 4 };

    private readonly TemporaryFolder _folder = new();
    private readonly HastyTime _time = new();
    private readonly byte[] _bundle;
    private readonly string _sha256;
    private readonly BundleFetcher _fetcher;

    static HttpFetchTests() => HttpClient.DefaultProxy = new WebProxy();

    public HttpFetchTests()
    {
        string path = SampleBundle.Write(_folder, bytes: 300_000);
        _bundle = File.ReadAllBytes(path);
        _sha256 = SampleBundle.HashOf(path);
        _fetcher = new BundleFetcher(_folder.PathTo("models"), LinuxDisk.Instance, margin: 0, _time);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatAServerHas_IsFetchedWithItsSignatureAndCanBeAdded()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _bundle)) { Signature = [1, 2, 3] };
        var progress = new ConcurrentQueue<FetchProgress>();

        FetchedBundle fetched = await _fetcher.FetchAsync(server.Address, _sha256, s_once, new Told(progress));

        Assert.Equal(_bundle, File.ReadAllBytes(fetched.Path));
        Assert.Equal(_sha256, fetched.Sha256);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(fetched.SignaturePath!));
        Assert.EndsWith("/birds.bundle", fetched.Source, StringComparison.Ordinal);
        Assert.Equal(1, progress.Last().Fraction);
        Assert.Equal(_sha256, new SlotStore(_folder.PathTo("models"), LinuxDisk.Instance, 0, TimeSpan.Zero).Add(fetched.Path).Sha256);
        Assert.Equal(("identity", "127.0.0.1"), (HostileServer.Header(server.Questions[0], "Accept-Encoding"), HostileServer.Header(server.Questions[0], "Host")!.Split(':')[0]));

        _fetcher.Discard(fetched);
        Assert.Equal([_folder.PathTo("models/incoming/lock")], Directory.GetFiles(_folder.PathTo("models/incoming")));
    }

    [Fact]
    public async Task NoSignature_IsNone()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _bundle));

        Assert.Null((await _fetcher.FetchAsync(server.Address, null, s_once)).SignaturePath);
    }

    [Fact]
    public async Task ASignatureThatIsNone_IsRefused()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _bundle)) { Signature = new byte[257] };

        await RefusedAsync(server, UpdateReason.WrongSignature, "it is larger than 256 bytes");
    }

    [Fact]
    public async Task WhatBreaksOff_IsGoneOnWith()
    {
        int half = _bundle.Length / 2;
        using var server = new HostileServer((head, stream, _) => HostileServer.RangeStart(head) is { } from
            ? HostileServer.SendRestAsync(stream, _bundle, from, Tag)
            : HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_bundle.Length}{Tag}", _bundle.AsMemory(0, half)));

        FetchedBundle fetched = await _fetcher.FetchAsync(server.Address, _sha256, s_patient);

        Assert.Equal(_bundle, File.ReadAllBytes(fetched.Path));
        Assert.Equal((half, "\"one\""), (HostileServer.RangeStart(server.Questions[1])!.Value, HostileServer.Header(server.Questions[1], "If-Range")));
        Assert.Equal(2, server.Questions.Count);
    }

    [Fact]
    public async Task WhatBreaksOff_IsGoneOnWithByANewProcess()
    {
        int half = _bundle.Length / 2;
        using var server = new HostileServer((head, stream, _) => HostileServer.RangeStart(head) is { } from
            ? HostileServer.SendRestAsync(stream, _bundle, from, Tag)
            : HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_bundle.Length}{Tag}", _bundle.AsMemory(0, half)));
        await RefusedAsync(server, UpdateReason.Unreachable, "the connection failed");
        // What was not brought to the disk may be anything.
        string part = Directory.GetFiles(_folder.PathTo("models/incoming"), "*.part").Single();
        File.AppendAllText(part, "rubbish");

        FetchedBundle fetched = await new BundleFetcher(_folder.PathTo("models"), LinuxDisk.Instance, 0, _time).FetchAsync(server.Address, _sha256, s_once);

        Assert.Equal(_bundle, File.ReadAllBytes(fetched.Path));
        Assert.Equal(half, HostileServer.RangeStart(server.Questions[1]));
    }

    [Theory]
    [InlineData("\nETag: W/\"weak\"", false)]
    [InlineData("\nLast-Modified: Sat, 28 Nov 2026 10:00:00 GMT\nDate: Sat, 28 Nov 2026 10:00:00 GMT", false)]
    [InlineData("\nLast-Modified: Sat, 28 Nov 2026 10:00:00 GMT\nDate: Sat, 28 Nov 2026 10:00:05 GMT", true)]
    [InlineData("", false)]
    public async Task OnlyWhatTellsFilesApart_IsGoneOnWith(string validator, bool resumes)
    {
        using var server = new HostileServer((head, stream, _) => HostileServer.RangeStart(head) is { } from
            ? HostileServer.SendRestAsync(stream, _bundle, from)
            : HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_bundle.Length}{validator}", _bundle.AsMemory(0, 1000)));
        await RefusedAsync(server, UpdateReason.Unreachable, "the connection failed");
        await Record.ExceptionAsync(() => _fetcher.FetchAsync(server.Address, null, s_once));

        Assert.Equal(resumes ? "Sat, 28 Nov 2026 10:00:00 GMT" : null, HostileServer.Header(server.Questions[1], "If-Range"));
        Assert.Equal(resumes, HostileServer.RangeStart(server.Questions[1]) is 1000);
    }

    [Fact]
    public async Task AFileThatChangesHalfWay_IsFetchedWhole()
    {
        byte[] other = File.ReadAllBytes(SampleBundle.Write(_folder, version: "2", sequence: 2, bytes: 300_000));
        using var server = new HostileServer((head, stream, _) => HostileServer.RangeStart(head) is not null
            ? HostileServer.SendWholeAsync(stream, other, "\nETag: \"two\"")
            : HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_bundle.Length}{Tag}", _bundle.AsMemory(0, 100_000)));

        FetchedBundle fetched = await _fetcher.FetchAsync(server.Address, null, s_patient);

        Assert.Equal(other, File.ReadAllBytes(fetched.Path));
    }

    [Theory]
    [InlineData("Content-Range: bytes 0-199999/{0}\nETag: \"one\"")]
    [InlineData("Content-Range: bytes 100000-199999/999999\nETag: \"one\"")]
    [InlineData("Content-Range: bytes 100000-299999/{0}\nETag: \"two\"")]
    [InlineData("ETag: \"one\"")]
    public async Task ARestThatIsNotTheRest_IsNeverMixedIn(string lie)
    {
        int questions = 0;
        using var server = new HostileServer((head, stream, _) => Interlocked.Increment(ref questions) switch
        {
            1 => HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_bundle.Length}{Tag}", _bundle.AsMemory(0, 100_000)),
            2 => HostileServer.SendAsync(
                stream, $"HTTP/1.1 206 Partial Content\nContent-Length: 200000\n{lie.Replace("{0}", $"{_bundle.Length}", StringComparison.Ordinal)}", new byte[200_000]),
            _ => HostileServer.RangeStart(head) is null ? HostileServer.SendWholeAsync(stream, _bundle, Tag) : Task.CompletedTask,
        });

        FetchedBundle fetched = await _fetcher.FetchAsync(server.Address, null, s_patient);

        Assert.Equal(_bundle, File.ReadAllBytes(fetched.Path));
        Assert.Equal(3, server.Questions.Count);
    }

    [Fact]
    public async Task PartsThatDoNotFitTogether_AreFetchedAgainAsOne()
    {
        int questions = 0;
        using var server = new HostileServer((head, stream, _) => Interlocked.Increment(ref questions) switch
        {
            1 => HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_bundle.Length}{Tag}", new byte[100_000]),
            2 => HostileServer.SendRestAsync(stream, _bundle, 100_000, Tag),
            _ => HostileServer.SendWholeAsync(stream, _bundle, Tag),
        });

        Assert.Equal(_sha256, (await _fetcher.FetchAsync(server.Address, _sha256, s_patient)).Sha256);
        Assert.Equal(3, questions);
    }

    [Fact]
    public async Task WhatIsHereWhole_IsOnlyAskedAbout()
    {
        using var server = new HostileServer((head, stream, _) => HostileServer.Header(head, "If-None-Match") == "\"one\""
            ? HostileServer.SendAsync(stream, "HTTP/1.1 304 Not Modified\nConnection: close")
            : HostileServer.SendWholeAsync(stream, _bundle, Tag));

        await _fetcher.FetchAsync(server.Address, null, s_once);
        FetchedBundle again = await _fetcher.FetchAsync(server.Address, null, s_once);
        await _fetcher.FetchAsync(server.Address, _sha256, s_once);

        Assert.Equal(_bundle, File.ReadAllBytes(again.Path));
        Assert.Equal(2, server.Questions.Count);
    }

    [Fact]
    public async Task AnotherThanWasAskedFor_IsDeleted()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _bundle, Tag));

        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => _fetcher.FetchAsync(server.Address, new string('0', 64), s_patient));

        Assert.Equal((UpdateReason.WrongHash, false), (refusal.Reason, refusal.IsTransient));
        Assert.Contains($"its SHA-256 is {_sha256}, and 0000", refusal.Message, StringComparison.Ordinal);
        Assert.Single(server.Questions);
        Assert.Equal([_folder.PathTo("models/incoming/lock")], Directory.GetFiles(_folder.PathTo("models/incoming")));
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

        UpdateException refusal = await RefusedAsync(server, reason, words, s_patient);

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
            : HostileServer.SendWholeAsync(stream, _bundle));

        Assert.Equal(_sha256, (await _fetcher.FetchAsync(server.Address, _sha256, s_patient)).Sha256);
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
            : HostileServer.SendWholeAsync(stream, _bundle));

        await _fetcher.FetchAsync(server.Address, _sha256, s_patient with { MaxPause = TimeSpan.FromSeconds(20) });

        Assert.Equal([TimeSpan.FromSeconds(seconds)], _time.Pauses);
    }

    [Fact]
    public async Task AServerThatStays_IsGivenUpOn()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(stream, "HTTP/1.1 503 Later\nContent-Length: 0\nConnection: close"));

        Assert.True((await RefusedAsync(server, UpdateReason.Unreachable, "the server answers 503", s_patient)).IsTransient);
        Assert.Equal(4, server.Questions.Count);
    }

    [Fact]
    public async Task NobodyThere_IsUnreachable()
    {
        var nobody = new Uri($"http://127.0.0.1:{LoopbackPort.FindFree()}/birds.bundle");

        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => _fetcher.FetchAsync(nobody, null, s_once));

        Assert.Equal((UpdateReason.Unreachable, true), (refusal.Reason, refusal.IsTransient));
    }

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

        await RefusedAsync(server, UpdateReason.Stalled, "nothing came for 0.25 s", s_once with { IdleTimeout = TimeSpan.FromSeconds(0.25) });
    }

    [Fact]
    public async Task AServerThatDrips_IsTooSlow()
    {
        using var server = new HostileServer(Drip);

        await RefusedAsync(
            server, UpdateReason.Stalled, "bytes a second come, and at least 1000000 are to",
            s_once with { IdleTimeout = TimeSpan.FromSeconds(0.25), MinBytesPerSecond = 1_000_000 });
    }

    [Fact]
    public async Task AllOfItTogether_IsBounded()
    {
        using var server = new HostileServer(Drip);

        await RefusedAsync(
            server, UpdateReason.Stalled, "it is not here after", s_once with { TotalTimeout = TimeSpan.FromSeconds(0.2), MinBytesPerSecond = 0 });
    }

    [Fact]
    public async Task WhoeverDoesNotWantItAnyMore_Waits_ForNothing()
    {
        using var enough = new CancellationTokenSource();
        using var server = new HostileServer((head, stream, end) =>
        {
            enough.Cancel();
            return Drip(head, stream, end);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fetcher.FetchAsync(server.Address, null, s_patient, cancellationToken: enough.Token));
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

        await RefusedAsync(server, UpdateReason.Oversized, "at most 1000000", s_once with { MaxBytes = 1_000_000 });
        Assert.Empty(Directory.GetFiles(_folder.PathTo("models/incoming"), "*.part"));
    }

    [Fact]
    public async Task AFileThatSaysItIsTooLarge_IsNotBegun()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(stream, "HTTP/1.1 200 OK\nContent-Length: 9999999999"));

        await RefusedAsync(server, UpdateReason.Oversized, "it has 9999999999 bytes or more");
    }

    [Fact]
    public async Task AFileThatIsLongerThanItSays_IsWhatItSays()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(
            stream, $"HTTP/1.1 200 OK\nContent-Length: {_bundle.Length}\nConnection: close", (byte[])[.. _bundle, .. new byte[5000]]));

        Assert.Equal(_sha256, (await _fetcher.FetchAsync(server.Address, _sha256, s_once)).Sha256);
    }

    [Fact]
    public async Task AnswersThatAreNone_AreRefused()
    {
        string endless = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\nX: {new string('x', 1 << 20)}");
        foreach (string head in (string[])["garbage", "HTTP/1.1 200 OK\nno colon", "HTTP/1.1 200 OK\nContent-Length: -1", endless, "\0\0\0\0", "SSH-2.0-OpenSSH_9"])
        {
            using var server = new HostileServer((_, stream, _) => HostileServer.SendAsync(stream, head));

            Exception refusal = await Assert.ThrowsAsync<UpdateException>(() => _fetcher.FetchAsync(server.Address, _sha256, s_once));

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

        await RefusedAsync(server, UpdateReason.Unreachable, "the connection failed");
    }

    [Fact]
    public async Task WhatIsPackedOnTheWay_IsRefused()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _bundle, "\nContent-Encoding: gzip"));

        await RefusedAsync(server, UpdateReason.Malformed, "the server sends it as gzip");
    }

    [Fact]
    public async Task WithoutRoom_ItIsNotBegun()
    {
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _bundle));
        var fetcher = new BundleFetcher(_folder.PathTo("models"), LinuxDisk.Instance, margin: long.MaxValue / 2, _time);

        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => fetcher.FetchAsync(server.Address, null, s_once));

        Assert.Equal((UpdateReason.NoRoom, false), (refusal.Reason, refusal.IsTransient));
        Assert.Empty(Directory.GetFiles(_folder.PathTo("models/incoming"), "*.part"));
    }

    [SmallDiskFact]
    public async Task ADiskThatFillsUpMeanwhile_IsGivenBackItsRoom()
    {
        using var disk = new SmallDisk();
        using var server = new HostileServer((_, stream, _) => HostileServer.SendWholeAsync(stream, _bundle, Tag));
        var fetcher = new BundleFetcher(disk.Path, LinuxDisk.Instance, margin: -(1L << 30), _time);

        Assert.Equal(UpdateReason.NoRoom, (await Assert.ThrowsAsync<UpdateException>(() => fetcher.FetchAsync(server.Address, null, s_patient))).Reason);
        Assert.Empty(Directory.GetFiles(Path.Combine(disk.Path, "incoming"), "*.part"));
    }

    [Theory]
    [InlineData(Fault.NoRoom)]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public async Task AnEndAtAnyWrite_LeavesWhatTheNextCallMakesWhole(Fault fault)
    {
        int half = _bundle.Length / 2;
        bool isReached = true;
        int place = 0;
        while (isReached)
        {
            place++;
            using var folder = new TemporaryFolder();
            int questions = 0;
            Task Answer(string head, Stream stream, CancellationToken end) => HostileServer.RangeStart(head) is { } from
                ? HostileServer.SendRestAsync(stream, _bundle, from, Tag)
                : Interlocked.Increment(ref questions) == 1
                    ? HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_bundle.Length}{Tag}", _bundle.AsMemory(0, half))
                    : HostileServer.SendWholeAsync(stream, _bundle, Tag);
            using var server = new HostileServer(Answer) { Signature = [9] };
            var disk = new FaultyDisk(place, fault);
            await Record.ExceptionAsync(() => new BundleFetcher(folder.Path, disk, 0, _time).FetchAsync(server.Address, null, s_patient));
            isReached = disk.WasReached;
            if (fault == Fault.PowerCut)
                disk.CutPower();

            FetchedBundle fetched = await new BundleFetcher(folder.Path, LinuxDisk.Instance, 0, _time).FetchAsync(server.Address, null, s_patient);

            Assert.Equal(_bundle, File.ReadAllBytes(fetched.Path));
            Assert.Equal([9], File.ReadAllBytes(fetched.SignaturePath!));
        }

        Assert.True(place > 15, $"Only {place} places were found.");
    }

    [Fact]
    public async Task TwoAtOnce_AreOneAfterTheOther()
    {
        using var server = new HostileServer(Drip);
        using var enough = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        Task first = _fetcher.FetchAsync(server.Address, null, s_once, new Told(new ConcurrentQueue<FetchProgress>(), begun), enough.Token);
        await begun.Task;

        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => _fetcher.FetchAsync(server.Address, null, s_once));

        Assert.True(refusal.IsTransient);
        Assert.Contains("another process fetches a model", refusal.Message, StringComparison.Ordinal);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
    }

    private static async Task Drip(string head, Stream stream, CancellationToken end)
    {
        await HostileServer.SendAsync(stream, "HTTP/1.1 200 OK\nContent-Length: 100000");
        while (!end.IsCancellationRequested)
        {
            await stream.WriteAsync(new byte[1], end);
            await Task.Delay(10, end);
        }
    }

    private async Task<UpdateException> RefusedAsync(HostileServer server, UpdateReason reason, string words, FetchOptions? options = null)
    {
        UpdateException refusal = await Assert.ThrowsAsync<UpdateException>(() => _fetcher.FetchAsync(server.Address, null, options ?? s_once));
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(reason, refusal.Reason);
        return refusal;
    }

    private sealed class Told(ConcurrentQueue<FetchProgress> all, TaskCompletionSource? begun = null) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value)
        {
            all.Enqueue(value);
            begun?.TrySetResult();
        }
    }
}
