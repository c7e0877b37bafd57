using EdgeVision.ModelStore.Fetching;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests.Fetching;

/// <summary>What breaks off is gone on with, and what is handed on is never a mixture of two files.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Tag = "\nETag: \"one\"";

    private readonly FetchSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task WhatBreaksOff_IsGoneOnWith()
    {
        int half = _site.Bundle.Length / 2;
        using var server = new HostileServer((head, stream, _) => HostileServer.RangeStart(head) is { } from
            ? HostileServer.SendRestAsync(stream, _site.Bundle, from, Tag)
            : HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_site.Bundle.Length}{Tag}", _site.Bundle.AsMemory(0, half)));

        FetchedBundle fetched = await _site.Fetcher.FetchAsync(server.Address, _site.Sha256, FetchSite.Patient);

        Assert.Equal(_site.Bundle, File.ReadAllBytes(fetched.Path));
        Assert.Equal((half, "\"one\""), (HostileServer.RangeStart(server.Questions[1])!.Value, HostileServer.Header(server.Questions[1], "If-Range")));
        Assert.Equal(2, server.Questions.Count);
    }

    [Fact]
    public async Task WhatBreaksOff_IsGoneOnWithByANewProcess()
    {
        int half = _site.Bundle.Length / 2;
        using var server = new HostileServer((head, stream, _) => HostileServer.RangeStart(head) is { } from
            ? HostileServer.SendRestAsync(stream, _site.Bundle, from, Tag)
            : HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_site.Bundle.Length}{Tag}", _site.Bundle.AsMemory(0, half)));
        await _site.RefusedAsync(server, UpdateReason.Unreachable, "the connection failed");
        // What was not brought to the disk may be anything.
        string part = Directory.GetFiles(_site.Folder.PathTo("models/incoming"), "*.part").Single();
        File.AppendAllText(part, "rubbish");

        var another = new BundleFetcher(_site.Folder.PathTo("models"), LinuxDisk.Instance, 0, _site.Time);
        FetchedBundle fetched = await another.FetchAsync(server.Address, _site.Sha256, FetchSite.Once);

        Assert.Equal(_site.Bundle, File.ReadAllBytes(fetched.Path));
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
            ? HostileServer.SendRestAsync(stream, _site.Bundle, from)
            : HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_site.Bundle.Length}{validator}", _site.Bundle.AsMemory(0, 1000)));
        await _site.RefusedAsync(server, UpdateReason.Unreachable, "the connection failed");
        await Record.ExceptionAsync(() => _site.Fetcher.FetchAsync(server.Address, null, FetchSite.Once));

        Assert.Equal(resumes ? "Sat, 28 Nov 2026 10:00:00 GMT" : null, HostileServer.Header(server.Questions[1], "If-Range"));
        Assert.Equal(resumes, HostileServer.RangeStart(server.Questions[1]) is 1000);
    }

    [Fact]
    public async Task AFileThatChangesHalfWay_IsFetchedWhole()
    {
        byte[] other = File.ReadAllBytes(SampleBundle.Write(_site.Folder, version: "2", sequence: 2, bytes: 300_000));
        using var server = new HostileServer((head, stream, _) => HostileServer.RangeStart(head) is not null
            ? HostileServer.SendWholeAsync(stream, other, "\nETag: \"two\"")
            : HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_site.Bundle.Length}{Tag}", _site.Bundle.AsMemory(0, 100_000)));

        FetchedBundle fetched = await _site.Fetcher.FetchAsync(server.Address, null, FetchSite.Patient);

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
            1 => HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_site.Bundle.Length}{Tag}", _site.Bundle.AsMemory(0, 100_000)),
            2 => HostileServer.SendAsync(
                stream,
                $"HTTP/1.1 206 Partial Content\nContent-Length: 200000\n{lie.Replace("{0}", $"{_site.Bundle.Length}", StringComparison.Ordinal)}",
                new byte[200_000]),
            _ => HostileServer.RangeStart(head) is null ? HostileServer.SendWholeAsync(stream, _site.Bundle, Tag) : Task.CompletedTask,
        });

        FetchedBundle fetched = await _site.Fetcher.FetchAsync(server.Address, null, FetchSite.Patient);

        Assert.Equal(_site.Bundle, File.ReadAllBytes(fetched.Path));
        Assert.Equal(3, server.Questions.Count);
    }

    [Fact]
    public async Task PartsThatDoNotFitTogether_AreFetchedAgainAsOne()
    {
        int questions = 0;
        using var server = new HostileServer((head, stream, _) => Interlocked.Increment(ref questions) switch
        {
            1 => HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_site.Bundle.Length}{Tag}", new byte[100_000]),
            2 => HostileServer.SendRestAsync(stream, _site.Bundle, 100_000, Tag),
            _ => HostileServer.SendWholeAsync(stream, _site.Bundle, Tag),
        });

        Assert.Equal(_site.Sha256, (await _site.Fetcher.FetchAsync(server.Address, _site.Sha256, FetchSite.Patient)).Sha256);
        Assert.Equal(3, questions);
    }

    [Fact]
    public async Task WhatIsHereWhole_IsOnlyAskedAbout()
    {
        using var server = new HostileServer((head, stream, _) => HostileServer.Header(head, "If-None-Match") == "\"one\""
            ? HostileServer.SendAsync(stream, "HTTP/1.1 304 Not Modified\nConnection: close")
            : HostileServer.SendWholeAsync(stream, _site.Bundle, Tag));

        await _site.Fetcher.FetchAsync(server.Address, null, FetchSite.Once);
        FetchedBundle again = await _site.Fetcher.FetchAsync(server.Address, null, FetchSite.Once);
        await _site.Fetcher.FetchAsync(server.Address, _site.Sha256, FetchSite.Once);

        Assert.Equal(_site.Bundle, File.ReadAllBytes(again.Path));
        Assert.Equal(2, server.Questions.Count);
    }

    [Theory]
    [InlineData(Fault.NoRoom)]
    [InlineData(Fault.Kill)]
    [InlineData(Fault.PowerCut)]
    public async Task AnEndAtAnyWrite_LeavesWhatTheNextCallMakesWhole(Fault fault)
    {
        int half = _site.Bundle.Length / 2;
        bool isReached = true;
        int place = 0;
        while (isReached)
        {
            place++;
            using var folder = new TemporaryFolder();
            int questions = 0;
            Task Answer(string head, Stream stream, CancellationToken end) => HostileServer.RangeStart(head) is { } from
                ? HostileServer.SendRestAsync(stream, _site.Bundle, from, Tag)
                : Interlocked.Increment(ref questions) == 1
                    ? HostileServer.SendAsync(stream, $"HTTP/1.1 200 OK\nContent-Length: {_site.Bundle.Length}{Tag}", _site.Bundle.AsMemory(0, half))
                    : HostileServer.SendWholeAsync(stream, _site.Bundle, Tag);
            using var server = new HostileServer(Answer) { Signature = [9] };
            var disk = new FaultyDisk(place, fault);
            await Record.ExceptionAsync(() => new BundleFetcher(folder.Path, disk, 0, _site.Time).FetchAsync(server.Address, null, FetchSite.Patient));
            isReached = disk.WasReached;
            if (fault == Fault.PowerCut)
                disk.CutPower();

            FetchedBundle fetched = await new BundleFetcher(folder.Path, LinuxDisk.Instance, 0, _site.Time).FetchAsync(server.Address, null, FetchSite.Patient);

            Assert.Equal(_site.Bundle, File.ReadAllBytes(fetched.Path));
            Assert.Equal([9], File.ReadAllBytes(fetched.SignaturePath!));
        }

        Assert.True(place > 15, $"Only {place} places were found.");
    }
}
