using System.Globalization;
using System.Text;
using EdgeVision.Camera.Pipe;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Tests;
using EdgeVision.TestKit;

namespace EdgeVision.Camera.Tests.Pipe;

public sealed class PipeFrameSourceTests : IDisposable
{
    private static readonly FrameFormat s_fourBytes = FrameFormat.Packed(PixelFormat.Grey, 2, 2);
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));
    private readonly ScratchFolder _folder = new();

    public void Dispose()
    {
        _deadline.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Reads_RawFramesUntilTheProgramEnds()
    {
        using PipeFrameSource source = Source("printf aaaa; sleep 0.2; printf bbbb", restart: false);

        List<string> frames = ReadAll(source);

        Assert.Equal(["aaaa", "bbbb"], frames);
        Assert.Equal(new CaptureStatistics(2, 0, 0, 0), source.Statistics);
    }

    [Fact]
    public void Takes_TheNewestOfTheFramesThatCame()
    {
        using PipeFrameSource source = Source("printf aaaabbbbccccdd; sleep 0.2; printf dd", restart: false);

        List<string> frames = ReadAll(source);

        Assert.Equal(["cccc", "dddd"], frames);
        Assert.Equal(new CaptureStatistics(2, 2, 0, 0), source.Statistics);
    }

    [Fact]
    public void Counts_AFrameCutShortByTheProgramsEnd()
    {
        using PipeFrameSource source = Source("printf aaaabb", restart: false);

        Assert.Equal(["aaaa"], ReadAll(source));
        Assert.Equal(1, source.Statistics.Damaged);
    }

    [Fact]
    public void Reads_JpegPicturesInPiecesWithGarbageBetween()
    {
        byte[] first = TestPictures.Jpeg(64, 48, 10), second = TestPictures.Jpeg(320, 240, 200);
        string a = _folder.Write("a", [1, 2, 3, .. first, 0xFF, .. second[..1000]]), b = _folder.Write("b", [.. second[1000..], .. first[..^20]]);
        using PipeFrameSource source = new(new PipeOptions { Command = ["sh", "-c", $"cat {a}; sleep 0.2; cat {b}"], Restart = false });

        using Frame? one = source.Read(_deadline.Token);
        using Frame? two = source.Read(_deadline.Token);
        Frame? end = source.Read(_deadline.Token);

        Assert.Equal(first, one!.Bytes.ToArray());
        Assert.Equal(second, two!.Bytes.ToArray());
        Assert.Equal((320, 240), (two.Format.Width, two.Format.Height));
        Assert.Null(end);
        Assert.Equal(1, source.Statistics.Damaged);
    }

    [Fact]
    public void Starts_TheProgramAgainAndLeavesNeitherZombiesNorDescriptors()
    {
        int pipes = OpenPipes();
        using (PipeFrameSource source = Source("printf aaaab; echo broken >&2; exit 1"))
        {
            for (int i = 0; i < 20; i++)
                source.Read(_deadline.Token)!.Dispose();

            Assert.Equal(19, source.Statistics.Reopened);
            Assert.Equal(19, source.Statistics.Damaged);
        }

        // Other tests open and close descriptors meanwhile; what this one leaked would stay.
        Assert.True(SpinWait.SpinUntil(() => OpenPipes() <= pipes, TimeSpan.FromSeconds(10)), $"{OpenPipes()} pipes are open, {pipes} were.");
        Assert.Empty(Zombies());
    }

    [Fact]
    public void Tells_HowTheProgramFailedAndItsLastWords()
    {
        using PipeFrameSource source = Source("echo one >&2; echo two >&2; echo '*** no cameras available ***' >&2; exit 3", restart: false);

        CameraException error = Assert.Throws<CameraException>(() => source.Read(_deadline.Token));

        Assert.Equal("sh ended with exit code 3: one / two / *** no cameras available ***.", error.Message);
    }

    [Fact]
    public void Tells_OfAProgramThatIsNotThere()
    {
        using PipeFrameSource source = new(new PipeOptions { Command = ["edgevision-no-such-program"], Restart = false });

        CameraException error = Assert.Throws<CameraException>(() => source.Read(_deadline.Token));

        Assert.Equal(
            "Starting edgevision-no-such-program failed: No such file or directory (errno 2). Is it installed, and in the service's $PATH?", error.Message);
    }

    [Fact]
    public async Task Waits_ForAProgramThatComesLater()
    {
        string program = Path.Combine(_folder.Path, "late");
        using PipeFrameSource source = new(new PipeOptions { Command = [program], RawFormat = s_fourBytes, MaxPause = TimeSpan.FromSeconds(0.3) });
        Task<Frame?> reading = Task.Run(() => source.Read(_deadline.Token));
        Assert.True(SpinWait.SpinUntil(() => source.Error is not null, TimeSpan.FromSeconds(20)));
        string error = source.Error!;

        // Written elsewhere and moved: a program that is open for writing cannot be started.
        File.WriteAllText(program + ".new", "#!/bin/sh\nprintf aaaa; sleep 60");
        File.SetUnixFileMode(program + ".new", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        File.Move(program + ".new", program);
        using Frame? frame = await reading.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Contains("No such file or directory", error, StringComparison.Ordinal);
        Assert.Equal("aaaa", Encoding.ASCII.GetString(frame!.Bytes));
        Assert.Null(source.Error);
    }

    [Fact]
    public void Refuses_OptionsThatCannotBe()
    {
        Assert.Throws<CameraException>(() => new PipeFrameSource(new PipeOptions { Command = [] }));
        FrameFormat narrow = new(PixelFormat.Yuyv, 640, 480, 640);
        Assert.Throws<CameraException>(() => new PipeFrameSource(new PipeOptions { Command = ["true"], RawFormat = narrow }));
        Assert.Throws<CameraException>(() => new PipeFrameSource(new PipeOptions { Command = ["true"], Environment = ["=x"] }));
    }

    [Fact]
    public void Starts_ASilentProgramAgain()
    {
        string seen = Path.Combine(_folder.Path, "seen");
        string script = $"if [ -e {seen} ]; then printf aaaa; sleep 60; fi; touch {seen}; printf a; sleep 60";
        using PipeFrameSource source = Source(script, silence: TimeSpan.FromSeconds(0.3));

        using Frame? frame = source.Read(_deadline.Token);

        Assert.Equal("aaaa", Encoding.ASCII.GetString(frame!.Bytes));
        Assert.Equal(1, source.Statistics.Damaged);
    }

    [Theory]
    [InlineData("")]
    [InlineData("trap '' TERM;")]
    public void Ends_EverythingTheProgramStarted(string stubbornness)
    {
        string pidFile = Path.Combine(_folder.Path, "pid");
        PipeFrameSource source = Source($"{stubbornness} sleep 600 & echo $! > {pidFile}; printf aaaa; wait; sleep 600");
        source.Read(_deadline.Token)!.Dispose();
        int grandchild = int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture);
        bool ran = IsRunning(grandchild);

        source.Dispose();

        Assert.True(ran);
        Assert.True(SpinWait.SpinUntil(() => !IsRunning(grandchild), TimeSpan.FromSeconds(10)));
        Assert.Empty(Zombies());
    }

    [Theory]
    [InlineData("setsid sh -c 'echo $$ > PIDFILE; trap \"\" TERM; sleep 600; sleep 600' &")]
    [InlineData("(setsid sh -c 'echo $$ > PIDFILE; exec sleep 600' &) &")]
    public void Ends_WhatTheProgramPutIntoASessionOfItsOwn(string script)
    {
        string pidFile = Path.Combine(_folder.Path, "pid");
        PipeFrameSource source = Source(
            $"{script.Replace("PIDFILE", pidFile, StringComparison.Ordinal)} while ! [ -s {pidFile} ]; do sleep 0.01; done; printf aaaa; sleep 600");
        source.Read(_deadline.Token)!.Dispose();
        int stray = int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture);
        bool ran = IsRunning(stray);

        source.Dispose();

        Assert.True(ran);
        Assert.True(SpinWait.SpinUntil(() => !IsRunning(stray), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Masks_SecretsInItsDescriptionAndItsTrouble()
    {
        string[] command = [
            "sh", "-c", "echo \"$0: login as admin with S3c/ret refused\" >&2; printf '\\033[31mred' >&2; exit 1", "rtsp://admin:S3c/ret@camera/1"];
        using PipeFrameSource source = new(new PipeOptions { Command = command, Restart = false });

        string error = Assert.Throws<CameraException>(() => source.Read(_deadline.Token)).Message;

        Assert.Equal(@"sh ended with exit code 1: rtsp://admin:***@camera/1: login as admin with *** refused / \x1b[31mred.", error);
        Assert.DoesNotContain("S3c", source.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_CredentialsToTheProgramAndShowsThemToNobodyElse()
    {
        string secret = _folder.Write("secret", "tell-tale \nsecond line"u8.ToArray());
        FrameFormat line = FrameFormat.Packed(PixelFormat.Grey, "tell-tale /tell-tale ".Length, 1);
        string script = $"printf %s/%s \"$1\" \"$CAMERA_SECRET\"; echo \"got $1\" >&2; exit 2";
        using PipeFrameSource source = new(new PipeOptions
        {
            Command = ["sh", "-c", script, "sh", $"${{file:{secret}}}"],
            Environment = [$"CAMERA_SECRET=${{file:{secret}}}"],
            RawFormat = line,
            FirstPause = TimeSpan.FromSeconds(0.1),
        });

        using Frame? frame = source.Read(_deadline.Token);
        source.Read(_deadline.Token)!.Dispose();
        using CancellationTokenSource stopping = new(TimeSpan.FromSeconds(1));
        File.Delete(secret);
        Assert.ThrowsAny<OperationCanceledException>(() => source.Read(stopping.Token));

        Assert.Equal("tell-tale /tell-tale ", Encoding.ASCII.GetString(frame!.Bytes));
        Assert.DoesNotContain("tell-tale", source.Description, StringComparison.Ordinal);
        Assert.Contains($"The file {secret} cannot be read: ", source.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_ACredentialInWhatTheProgramSays()
    {
        string secret = _folder.Write("secret", "tell-tale"u8.ToArray());
        using PipeFrameSource source = new(new PipeOptions
        {
            Command = ["sh", "-c", "echo \"refused: $1\" >&2; exit 2", "sh", $"x${{file:{secret}}}"],
            Restart = false,
        });

        string error = Assert.Throws<CameraException>(() => source.Read(_deadline.Token)).Message;

        Assert.Equal("sh ended with exit code 2: refused: x***.", error);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\nsecond", "is empty")]
    [InlineData("a\0b", "zero byte")]
    public void Refuses_AFileThatHoldsNoSecret(string content, string reason)
    {
        string secret = _folder.Write("secret", Encoding.UTF8.GetBytes(content));
        using PipeFrameSource source = new(new PipeOptions { Command = ["sh", $"${{file:{secret}}}"], Restart = false });

        Assert.Contains(reason, Assert.Throws<CameraException>(() => source.Read(_deadline.Token)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData("/dev/zero"), InlineData("pipe")]
    public void Refuses_ASecretThatWouldBeWaitedForOrNeverEnd(string name)
    {
        using TemporaryFolder folder = new();
        string secret = name == "pipe" ? folder.MakePipe(name) : name;
        using PipeFrameSource source = new(new PipeOptions { Command = ["sh", $"${{file:{secret}}}"], Restart = false });

        Assert.Contains(
            $"The file {secret} is a pipe or a device", Assert.Throws<CameraException>(() => source.Read(_deadline.Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_WhatAShellUnderstandsToTheShell()
    {
        FrameFormat line = FrameFormat.Packed(PixelFormat.Grey, "ile/x/edentia".Length, 1);
        string script = "file=file credential=credential; printf %s/%s/%s ${file:1} ${missing:-x} ${credential:2:7}";
        using PipeFrameSource source = new(new PipeOptions { Command = ["bash", "-c", script], RawFormat = line, Restart = false });

        using Frame? frame = source.Read(_deadline.Token);

        Assert.Equal("ile/x/edentia", Encoding.ASCII.GetString(frame!.Bytes));
    }

    [Fact]
    public async Task Stops_SoonWhileTheProgramSaysNothing()
    {
        using CancellationTokenSource stopping = new();
        using PipeFrameSource source = Source("sleep 600");

        Task<Frame?> reading = Task.Run(() => source.Read(stopping.Token));
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Lets_TheProgramDieOfAReaderThatIsGone()
    {
        const int BrokenPipeSignal = 13;
        FrameFormat line = FrameFormat.Packed(PixelFormat.Grey, "SigIgn:\t0000000000000000\n".Length, 1);
        using PipeFrameSource source = new(new PipeOptions { Command = ["grep", "SigIgn", "/proc/self/status"], RawFormat = line, Restart = false });

        using Frame? frame = source.Read(_deadline.Token);

        ulong ignored = ulong.Parse(Encoding.ASCII.GetString(frame!.Bytes)[8..].TrimEnd(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        Assert.Equal(0ul, ignored >> (BrokenPipeSignal - 1) & 1);
    }

    [Fact]
    public void Allocates_NothingAFrame()
    {
        FrameFormat format = FrameFormat.Packed(PixelFormat.Yuv420, 64, 48);
        using PipeFrameSource source = new(new PipeOptions { Command = ["cat", "/dev/zero"], RawFormat = format });
        for (int i = 0; i < 50; i++)
            source.Read(_deadline.Token)!.Dispose();

        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 200; i++)
                source.Read(_deadline.Token)!.Dispose();
        });

        Assert.Equal(0, allocated);
    }

    private static PipeFrameSource Source(string script, bool restart = true, TimeSpan? silence = null) => new(new PipeOptions
    {
        Command = ["sh", "-c", script],
        RawFormat = s_fourBytes,
        Restart = restart,
        SilenceLimit = silence ?? TimeSpan.FromSeconds(20),
        FirstPause = TimeSpan.FromMilliseconds(1),
        MaxPause = TimeSpan.FromMilliseconds(4),
    });

    private List<string> ReadAll(PipeFrameSource source)
    {
        List<string> frames = [];
        while (source.Read(_deadline.Token) is { } frame)
        {
            frames.Add(Encoding.ASCII.GetString(frame.Bytes));
            frame.Dispose();
        }

        return frames;
    }

    private static int OpenPipes() => Directory.GetFiles("/proc/self/fd").Count(IsPipe);

    private static bool IsPipe(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("pipe:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // It was closed while we looked.
            return false;
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            return StateOf(File.ReadAllText($"/proc/{process}/stat")) != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static List<string> Zombies()
    {
        List<string> zombies = [];
        foreach (string folder in Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            try
            {
                string stat = File.ReadAllText(Path.Combine(folder, "stat"));
                string parent = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
                if (StateOf(stat) == 'Z' && parent == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
                    zombies.Add(stat);
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return zombies;
    }

    private static char StateOf(string stat) => stat[stat.LastIndexOf(')') + 2];
}
