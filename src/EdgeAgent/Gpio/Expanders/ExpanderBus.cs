using System.Diagnostics;

namespace EdgeVision.EdgeAgent.Gpio.Expanders;

/// <summary>
/// A bus and the thread that does its transfers, which runs while a chip of the bus is in use. It has a thread of its own because a bus may hang, and
/// neither inference nor other outputs may wait for it. There is no queue: a chip gets the latest wishes, and a wish that was replaced before is not written.
/// </summary>
/// <param name="path">The bus's device file.</param>
/// <param name="lookEvery">How often chips are read back, and those that failed are tried again.</param>
internal sealed class ExpanderBus(string path, TimeSpan lookEvery)
{
    /// <summary>A transfer takes less than a millisecond. One that takes this long hangs.</summary>
    public static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly List<ExpanderChip> _chips = [];
    private bool _isRunning;
    private bool _isWoken;
    private long _busySince;

    /// <summary>Why the bus does not work just now; <see langword="null"/>: as far as is known, it does.</summary>
    public string? Hang =>
        Volatile.Read(ref _busySince) is not 0 and var since && Stopwatch.GetElapsedTime(since) > HangsAfter
            ? $"A transfer on {path} does not end; a chip or a wire may hold the bus down."
            : null;

    /// <summary>The chip at the address if it is in use; otherwise a new one.</summary>
    public ExpanderChip Find(ExpanderAddress address, Func<ExpanderChip> make)
    {
        lock (_gate)
        {
            ExpanderChip? chip = _chips.Find(chip => chip.Address == address && !chip.IsReleased);
            if (chip is null)
            {
                chip = make();
                _chips.Add(chip);
            }

            return chip;
        }
    }

    /// <summary>Wakes the thread, which writes the wishes.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _isWoken = true;
            if (_isRunning)
                Monitor.PulseAll(_gate);
            else
                Begin();
        }
    }

    /// <summary>Waits until a condition holds that the bus's thread brings about.</summary>
    /// <returns>Whether it does.</returns>
    public bool Await(Func<bool> condition, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (!condition())
            {
                TimeSpan left = limit - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || Hang is not null)
                    return false;
                Monitor.Wait(_gate, left);
            }

            return true;
        }
    }

    private void Begin()
    {
        _isRunning = true;
        new Thread(Run) { Name = $"edgevision {Path.GetFileName(path)}", IsBackground = true }.Start();
    }

    private void Run()
    {
        long lookedAt = Stopwatch.GetTimestamp();
        while (true)
        {
            ExpanderChip[] chips;
            lock (_gate)
            {
                _isWoken = false;
                chips = [.. _chips];
            }

            bool look = Stopwatch.GetElapsedTime(lookedAt) >= lookEvery;
            if (look)
                lookedAt = Stopwatch.GetTimestamp();
            foreach (ExpanderChip chip in chips)
            {
                Volatile.Write(ref _busySince, Stopwatch.GetTimestamp());
                chip.Serve(look);
                Volatile.Write(ref _busySince, 0);
            }

            lock (_gate)
            {
                _chips.RemoveAll(chip => chip.IsClosed);
                Monitor.PulseAll(_gate);
                if (_chips.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                TimeSpan left = lookEvery - Stopwatch.GetElapsedTime(lookedAt);
                if (!_isWoken && left > TimeSpan.Zero)
                    Monitor.Wait(_gate, left);
            }
        }
    }
}
