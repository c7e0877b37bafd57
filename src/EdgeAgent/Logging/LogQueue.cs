using System.Text;

namespace EdgeVision.EdgeAgent.Logging;

/// <summary>
/// Lines on their way out, written by a thread of their own: who logs never waits for who reads. When nobody does, at most a
/// mebibyte is kept and what comes then is dropped and counted, until half of it has been read; a line in its place says how many.
/// </summary>
internal sealed class LogQueue : IDisposable
{
    private const int MaxBytes = 1 << 20;
    private static readonly TimeSpan s_lastWords = TimeSpan.FromMilliseconds(500);

    private readonly Stream _output;
    private readonly Func<long, string> _describeDropped;
    private readonly Queue<Entry> _entries = new();
    private readonly object _gate = new();
    private readonly Thread _thread;
    private int _bytes;
    private long _dropped;
    private bool _isDropping;
    private bool _hasFailed;
    private bool _isWaiting;
    private bool _ended;

    /// <summary>Begins to write.</summary>
    /// <param name="output">May block for as long as it likes, and may fail. Not disposed.</param>
    /// <param name="describeDropped">The line that says how many were dropped.</param>
    public LogQueue(Stream output, Func<long, string> describeDropped)
    {
        _output = output;
        _describeDropped = describeDropped;
        _thread = new Thread(Run) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    /// <summary>Whether everything has been written, or tried to be.</summary>
    internal bool IsIdle
    {
        get
        {
            lock (_gate)
                return _isWaiting && _entries.Count == 0;
        }
    }

    /// <summary>Adds a line, or drops it. Does not wait for the output; any thread.</summary>
    /// <param name="line">Without its end.</param>
    public void Add(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            _isDropping = _bytes + bytes.Length > MaxBytes || (_isDropping && _bytes > MaxBytes / 2);
            if (_isDropping || _ended)
            {
                _dropped++;
                return;
            }

            AddDropped();
            _entries.Enqueue(new Entry(bytes, 0));
            _bytes += bytes.Length;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Writes what is left, for half a second at most: where nobody reads, it is left to the end of the process.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join(s_lastWords);
    }

    private void Run()
    {
        while (TryTake(out Entry entry))
        {
            bool failed = false;
            try
            {
                _output.Write(entry.Line ?? Encoding.UTF8.GetBytes(_describeDropped(entry.Dropped) + "\n"));
                _output.Flush();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                // A full disk or a closed terminal: there is no other place to say so, and it may pass.
                failed = true;
            }

            lock (_gate)
            {
                _hasFailed = failed;
                _bytes -= entry.Line?.Length ?? 0;
                _dropped += failed ? Math.Max(1, entry.Dropped) : 0;
            }
        }
    }

    private bool TryTake(out Entry entry)
    {
        lock (_gate)
        {
            // Nothing may be added for long, or ever, that would bring the count along.
            if (_isDropping && _bytes <= MaxBytes / 2)
                AddDropped();
            while (_entries.Count == 0 && !_ended)
            {
                _isWaiting = true;
                Monitor.Wait(_gate);
                _isWaiting = false;
            }

            if (_ended && _entries.Count == 0 && !_hasFailed)
                AddDropped();
            return _entries.TryDequeue(out entry);
        }
    }

    private void AddDropped()
    {
        _isDropping = false;
        if (_dropped > 0)
            _entries.Enqueue(new Entry(null, _dropped));
        _dropped = 0;
    }

    /// <summary>A line, or a number of lines that were dropped in its place.</summary>
    private readonly record struct Entry(byte[]? Line, long Dropped);
}
