namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>The levels of a line one after the other, looked at without a pause by a thread of its own: also those that last a few milliseconds.</summary>
internal sealed class LevelHistory : IDisposable
{
    private readonly List<int> _levels = [];
    private readonly Thread _thread;
    private volatile bool _over;

    /// <summary>Begins with the level that the line has now.</summary>
    public LevelHistory(GpioLine line)
    {
        _levels.Add(line.Level);
        _thread = new Thread(() => Look(line)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends it.</summary>
    /// <returns>The levels, no two alike beside each other.</returns>
    public IReadOnlyList<int> End()
    {
        _over = true;
        _thread.Join();
        return _levels;
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private void Look(GpioLine line)
    {
        while (!_over)
        {
            int level = line.Level;
            if (level != _levels[^1])
                _levels.Add(level);
        }
    }
}
