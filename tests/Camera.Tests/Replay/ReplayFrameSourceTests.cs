using EdgeVision.Camera.Replay;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Tests;
using EdgeVision.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.Camera.Tests.Replay;

public sealed class ReplayFrameSourceTests : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plays_AFolderInOrdinalOrderOfNamesAndEnds()
    {
        _folder.Write("b.jpg", TestPictures.Jpeg(blue: 100));
        _folder.Write("B.JPG", TestPictures.Jpeg(blue: 50));
        _folder.Write("c.jpeg", TestPictures.Jpeg(blue: 200));
        _folder.Write("a.txt", 1, 2, 3);
        using ReplayFrameSource source = new(new ReplayOptions { Path = _folder.Path });

        List<int> blues = [.. ReadAll(source).Select(picture => TestPictures.BlueOf(picture))];

        Assert.Equal(3, blues.Count);
        Assert.InRange(blues[0], 46, 54);
        Assert.InRange(blues[1], 96, 104);
        Assert.InRange(blues[2], 196, 204);
        Assert.Equal(new CaptureStatistics(3, 0, 0, 0), source.Statistics);
    }

    [Fact]
    public void Plays_AnMjpegFileAndCountsItsBrokenPictures()
    {
        byte[] first = TestPictures.Jpeg(64, 48, 1), second = TestPictures.Jpeg(32, 32, 2);
        string path = _folder.Write("film.mjpeg", [.. first, 0, 9, .. first[..^30], .. second, .. second[..^9]]);
        using ReplayFrameSource source = new(new ReplayOptions { Path = path });

        List<byte[]> played = ReadAll(source);

        Assert.Equal([first, second], played);
        Assert.Equal(2, source.Statistics.Damaged);
    }

    [Fact]
    public void Plays_RawFramesAndLeavesOutThePartOfAFrame()
    {
        FrameFormat format = FrameFormat.Packed(PixelFormat.Yuv420, 6, 4);
        byte[] bytes = [.. Enumerable.Range(0, 36 * 2 + 5).Select(i => (byte)i)];
        string path = _folder.Write("film.yuv", bytes);
        using ReplayFrameSource source = new(new ReplayOptions { Path = path, RawFormat = format });

        using Frame? frame = source.Read(CancellationToken.None);
        List<byte[]> rest = ReadAll(source);

        Assert.Equal(format, frame!.Format);
        Assert.Equal(bytes[..36], frame.Bytes.ToArray());
        Assert.Equal([bytes[36..72]], rest);
        Assert.Equal(1, source.Statistics.Damaged);
    }

    [Fact]
    public void Loops_AndNumbersFramesOnwards()
    {
        string path = _folder.Write("film.grey", 1, 2, 3);
        using ReplayFrameSource source = new(new ReplayOptions { Path = path, RawFormat = FrameFormat.Packed(PixelFormat.Grey, 1, 1), Loop = true });

        for (int i = 0; i < 10; i++)
        {
            using Frame? frame = source.Read(CancellationToken.None);
            Assert.Equal(i, frame!.Sequence);
            Assert.Equal(i % 3 + 1, frame.Bytes[0]);
        }
    }

    [Fact]
    public void Holds_EachPictureForAsManyFramesAsAsked()
    {
        string path = _folder.Write("two.raw", [7, 9]);
        using ReplayFrameSource source = new(new ReplayOptions { Path = path, RawFormat = FrameFormat.Packed(PixelFormat.Grey, 1, 1), Hold = 3 });

        List<byte> shown = [];
        while (source.Read(default) is { } frame)
        {
            using (frame)
                shown.Add(frame.Bytes[0]);
        }

        Assert.Equal([7, 7, 7, 9, 9, 9], shown);
    }

    [Fact]
    public void Skips_AFolderFileThatIsNoPicture()
    {
        _folder.Write("a.jpg", "no picture"u8);
        byte[] picture = TestPictures.Jpeg();
        _folder.Write("b.jpg", picture);
        using ReplayFrameSource source = new(new ReplayOptions { Path = _folder.Path });

        Assert.Equal([picture], ReadAll(source));
        Assert.Equal(1, source.Statistics.Damaged);
    }

    [Fact]
    public void Skips_AFolderFileWhoseNameIsNoUtf8()
    {
        using StrangeName strange = new(_folder.Path);
        byte[] picture = TestPictures.Jpeg();
        _folder.Write("b.jpg", picture);
        using ReplayFrameSource source = new(new ReplayOptions { Path = _folder.Path });

        Assert.Equal([picture], ReadAll(source));
        Assert.Equal(1, source.Statistics.Damaged);
    }

    [Fact]
    public void Rejects_AFolderWhereNoNameIsUtf8AndShowsTheBytes()
    {
        using StrangeName strange = new(_folder.Path);

        Assert.Contains(@"such whose names are no UTF-8 and cannot be opened: caf\xe9.jpg. Rename them", Fault(new ReplayOptions { Path = _folder.Path }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_AFileWithoutAnEnd() =>
        Assert.StartsWith("/dev/zero is empty, or a device", Fault(new ReplayOptions { Path = "/dev/zero" }), StringComparison.Ordinal);

    [Fact]
    public void Rejects_AFolderWhereNothingIsAPicture()
    {
        _folder.Write("a.jpg", "no picture"u8);
        using ReplayFrameSource source = new(new ReplayOptions { Path = _folder.Path, Loop = true });

        CameraException error = Assert.Throws<CameraException>(() => source.Read(CancellationToken.None));

        Assert.Contains("None of the 1 frames", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_WhatCannotBeReplayedInWords()
    {
        string text = _folder.Write("notes.txt", "hello"u8);
        string empty = Directory.CreateDirectory(Path.Combine(_folder.Path, "empty")).FullName;
        FrameFormat large = FrameFormat.Packed(PixelFormat.Grey, 640, 480);

        Assert.Contains("no *.jpg", Fault(new ReplayOptions { Path = empty }), StringComparison.Ordinal);
        Assert.Contains("no whole JPEG", Fault(new ReplayOptions { Path = text }), StringComparison.Ordinal);
        Assert.Contains("/absent", Fault(new ReplayOptions { Path = "/absent" }), StringComparison.Ordinal);
        Assert.Contains("less than one 640×480", Fault(new ReplayOptions { Path = text, RawFormat = large }), StringComparison.Ordinal);
        Assert.Contains("bytes a line", Fault(new ReplayOptions { Path = text, RawFormat = large with { Stride = 1 } }), StringComparison.Ordinal);
        Assert.Contains("outside", Fault(new ReplayOptions { Path = text, FramesPerSecond = 0 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paces_FramesByTheClock()
    {
        FakeTimeProvider time = new();
        string path = _folder.Write("film.grey", 1, 2, 3);
        using ReplayFrameSource source = new(
            new ReplayOptions { Path = path, RawFormat = FrameFormat.Packed(PixelFormat.Grey, 1, 1), FramesPerSecond = 10 }, time);
        source.Read(CancellationToken.None)!.Dispose();

        Task<Frame?> second = Task.Run(() => source.Read(CancellationToken.None));
        while (!second.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Frame? frame = await second.WaitAsync(s_deadline);
        Assert.True(frame!.CapturedAt - time.Start >= TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Stops_WhileItWaitsForAFramesTime()
    {
        FakeTimeProvider time = new();
        using CancellationTokenSource stopping = new();
        string path = _folder.Write("film.grey", 1, 2, 3);
        using ReplayFrameSource source = new(
            new ReplayOptions { Path = path, RawFormat = FrameFormat.Packed(PixelFormat.Grey, 1, 1), FramesPerSecond = 0.001 }, time);
        source.Read(CancellationToken.None)!.Dispose();

        Task<Frame?> second = Task.Run(() => source.Read(stopping.Token));
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(s_deadline));
    }

    [Fact]
    public void Keeps_ALentFrameReadableAfterTheSourceIsGone()
    {
        string path = _folder.Write("film.grey", 42);
        ReplayFrameSource source = new(new ReplayOptions { Path = path, RawFormat = FrameFormat.Packed(PixelFormat.Grey, 1, 1) });
        Frame? frame = source.Read(CancellationToken.None);

        source.Dispose();

        Assert.Equal(42, frame!.Bytes[0]);
        frame.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1000.0)]
    public void Allocates_NothingAFrame(double? rate)
    {
        string path = _folder.Write("film.yuv", new byte[36 * 5]);
        using CancellationTokenSource stopping = new(s_deadline);
        using ReplayFrameSource source = new(
            new ReplayOptions { Path = path, RawFormat = FrameFormat.Packed(PixelFormat.Yuv420, 6, 4), Loop = true, FramesPerSecond = rate });
        for (int i = 0; i < 50; i++)
            source.Read(stopping.Token)!.Dispose();

        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 300; i++)
                source.Read(stopping.Token)!.Dispose();
        });

        Assert.Equal(0, allocated);
    }

    private static List<byte[]> ReadAll(ReplayFrameSource source)
    {
        List<byte[]> frames = [];
        while (source.Read(CancellationToken.None) is { } frame)
        {
            frames.Add(frame.Bytes.ToArray());
            frame.Dispose();
        }

        return frames;
    }

    private static string Fault(ReplayOptions options) => Assert.Throws<CameraException>(() => new ReplayFrameSource(options)).Message;
}
