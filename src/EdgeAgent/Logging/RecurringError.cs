namespace EdgeVision.EdgeAgent.Logging;

/// <summary>
/// Decides what the log hears of a trouble that lasts, or comes and goes. While it lasts each kind of reason is told once, but not more
/// than a few kinds at once, and then a reminder after 15 minutes, an hour, four, and twice a day. A trouble that comes and goes is told, each time with its
/// end, a few times at once and then four times an hour. A kind is what <see cref="KindOf"/> makes of the words, or any number of the caller's. Allocates
/// nothing; one thread at a time.
/// </summary>
internal sealed class RecurringError(TimeProvider time)
{
    private const int AtOnce = 4;

    private static readonly TimeSpan s_pauseBetweenErrors = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_pauseBetweenKinds = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_firstReminder = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_lastReminder = TimeSpan.FromHours(12);

    private readonly LineAllowance _errors = new(time, AtOnce, s_pauseBetweenErrors);
    private readonly LineAllowance _furtherKinds = new(time, AtOnce, s_pauseBetweenKinds);
    private readonly long[] _kinds = new long[2 * AtOnce];
    private int _kindCount;
    private bool _isThere;
    private bool _isTold;
    private long _since;
    private long _toldAt;
    private TimeSpan _reminder;

    /// <summary>How long the trouble has lasted, or the last one did until it was over.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>How often the trouble came and went without a line since the last line.</summary>
    public int Untold { get; private set; }

    /// <summary>The same for words that differ in numbers, addresses and letter case only: a digit makes its whole word count as a number.</summary>
    public static long KindOf(ReadOnlySpan<char> words)
    {
        // FNV-1a over the words; numbers next to each other count as one, so that lists of them may grow.
        ulong hash = 14695981039346656037;
        bool afterNumber = false;
        while (!words.IsEmpty)
        {
            int length = 0;
            bool isNumber = false;
            for (; length < words.Length && (char.IsLetterOrDigit(words[length]) || words[length] == '_'); length++)
                isNumber |= char.IsDigit(words[length]);
            if (isNumber && !afterNumber)
                hash = (hash ^ '#') * 1099511628211;
            for (int i = 0; i < length && !isNumber; i++)
                hash = (hash ^ char.ToUpperInvariant(words[i])) * 1099511628211;
            if (length > 0)
            {
                hash = isNumber ? hash : (hash ^ ' ') * 1099511628211;
                afterNumber = isNumber;
            }

            words = words[Math.Max(length, 1)..];
        }

        return (long)hash;
    }

    /// <summary>The trouble is there, now, for a reason of this kind. Call it as often as it is looked at.</summary>
    /// <returns>What to write about it.</returns>
    public ErrorNews IsThere(long kind)
    {
        long now = time.GetTimestamp();
        if (!_isThere)
        {
            (_isThere, _isTold, _since) = (true, false, now);
            _kindCount = 0;
        }

        Duration = time.GetElapsedTime(_since, now);
        if (!_isTold)
        {
            if (!_errors.TryTake())
                return ErrorNews.Nothing;

            _isTold = true;
            _reminder = s_firstReminder;
            return Tell(ErrorNews.Another, kind, now);
        }

        if (!_kinds.AsSpan(0, _kindCount).Contains(kind) && _furtherKinds.TryTake())
            return Tell(ErrorNews.Another, kind, now);
        if (time.GetElapsedTime(_toldAt, now) < _reminder)
            return ErrorNews.Nothing;

        _reminder = _reminder * 4 < s_lastReminder ? _reminder * 4 : s_lastReminder;
        return Tell(ErrorNews.Lasting, kind, now);
    }

    /// <summary>The trouble is over, or there has been none.</summary>
    /// <returns>Whether to write so: whenever it was told.</returns>
    public bool IsOver()
    {
        if (!_isThere)
            return false;

        _isThere = false;
        Duration = time.GetElapsedTime(_since);
        Untold = _isTold ? 0 : Untold + 1;
        return _isTold;
    }

    private ErrorNews Tell(ErrorNews news, long kind, long now)
    {
        if (!_kinds.AsSpan(0, _kindCount).Contains(kind))
        {
            // The oldest gives its place: whoever has so many kinds is held back by the allowance.
            if (_kindCount == _kinds.Length)
                _kinds.AsSpan(1).CopyTo(_kinds);
            _kindCount = Math.Min(_kindCount + 1, _kinds.Length);
            _kinds[_kindCount - 1] = kind;
        }

        _toldAt = now;
        return news;
    }
}
