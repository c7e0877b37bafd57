using System.Diagnostics;
using System.Globalization;
using EdgeVision.EdgeAgent.Logging;

namespace EdgeVision.EdgeAgent.Tests.Logging;

public sealed class LogQueueTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StuckStream _output = new();
    private readonly LogQueue _queue;

    public LogQueueTests() => _queue = new LogQueue(_output, static count => $"{count} dropped");

    public void Dispose()
    {
        _output.LetGo();
        _queue.Dispose();
    }

    [Fact]
    public void WritesLinesInTheirOrder()
    {
        _output.LetGo();
        _queue.Add("one");
        _queue.Add("two");
        _queue.Dispose();

        Assert.Equal(["one", "two"], _output.Lines);
    }

    [Fact]
    public void DropsAndCountsWhatNobodyReads()
    {
        const int Lines = 100_000;
        string filler = new('x', 90);

        for (int i = 0; i < Lines; i++)
            _queue.Add($"{i} {filler}");
        _output.LetGo();
        Assert.True(SpinWait.SpinUntil(() => _output.Lines.Any(static line => line.EndsWith(" dropped", StringComparison.Ordinal)), s_patience));
        _queue.Add("news");
        _queue.Dispose();

        string[] written = _output.Lines;
        Assert.Equal("news", written[^1]);
        Assert.Equal(Enumerable.Range(0, written.Length - 2), written[..^2].Select(static line => int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture)));
        Assert.Equal($"{Lines - (written.Length - 2)} dropped", written[^2]);
        // About a mebibyte was kept.
        Assert.InRange(written.Length, 8_000, 12_000);
    }

    [Fact]
    public void TellsOfDroppedLinesBeforeTheNextOne()
    {
        string half = new('x', 600_000);

        _queue.Add("first");
        _queue.Add(half);
        _queue.Add(half);
        _queue.Add("lost, although it would fit: the order is kept");
        _output.LetGo();
        Assert.True(SpinWait.SpinUntil(() => _output.Lines.Length >= 3, s_patience));
        _queue.Add("second");
        _queue.Dispose();

        Assert.Equal(["first", half, "2 dropped", "second"], _output.Lines);
    }

    [Fact]
    public void CountsWhatCouldNotBeWritten()
    {
        _output.Fails = true;
        _output.LetGo();
        _queue.Add("one");
        _queue.Add("two");
        // What was added has been tried once the writer waits for more.
        Assert.True(SpinWait.SpinUntil(() => _queue.IsIdle, s_patience));
        _queue.Add("three");
        Assert.True(SpinWait.SpinUntil(() => _queue.IsIdle, s_patience));

        _output.Fails = false;
        _queue.Add("four");
        _queue.Dispose();

        Assert.Equal(["3 dropped", "four"], _output.Lines);
    }

    [Fact]
    public void Dispose_DoesNotWaitForAReaderThatNeverComes()
    {
        _queue.Add("one");
        long start = Stopwatch.GetTimestamp();

        _queue.Dispose();

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Empty(_output.Lines);
    }

    [Fact]
    public void Dispose_TellsOfDroppedLines()
    {
        _queue.Add(new string('x', 1_000_000));
        _queue.Add(new string('y', 1_000_000));

        _output.LetGo();
        _queue.Dispose();

        Assert.Equal("1 dropped", _output.Lines[^1]);
    }
}
