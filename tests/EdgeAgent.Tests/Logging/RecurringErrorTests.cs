using EdgeVision.EdgeAgent.Logging;
using EdgeVision.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Logging;

public sealed class RecurringErrorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecurringError _error;

    public RecurringErrorTests() => _error = new RecurringError(_time);

    [Fact]
    public void IsToldOnce_AndItsEnd()
    {
        Assert.Equal(ErrorNews.Another, _error.IsThere(1));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(ErrorNews.Nothing, _error.IsThere(1));

        Assert.True(_error.IsOver());
        Assert.Equal(TimeSpan.FromSeconds(3), _error.Duration);
        Assert.False(_error.IsOver());
    }

    [Fact]
    public void AnotherKindIsTold_AndBothAreKnownThen()
    {
        ErrorNews[] news = [_error.IsThere(1), _error.IsThere(2), _error.IsThere(1), _error.IsThere(2)];

        Assert.Equal([ErrorNews.Another, ErrorNews.Another, ErrorNews.Nothing, ErrorNews.Nothing], news);
    }

    [Fact]
    public void AWeekOfTheSame_IsRememberedLessAndLessOften()
    {
        List<double> reminders = [];
        _error.IsThere(1);
        for (int seconds = 0; seconds < 7 * 24 * 3600; seconds += 10)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            if (_error.IsThere(1) == ErrorNews.Lasting)
                reminders.Add(_error.Duration.TotalHours);
        }

        Assert.Equal([0.25, 1.25, 5.25, 17.25, 29.25, 41.25], reminders.Take(6));
        Assert.InRange(reminders.Count, 14, 20);
    }

    [Fact]
    public void TenThousandAttemptsWithOtherWords_AreAFewLines()
    {
        int lines = 0;
        for (int attempt = 0; attempt < 10_000; attempt++)
        {
            string words = $"sh ended with exit code 1: [tcp @ 0x55{Random.Shared.Next():x8}] pid {attempt}, {DateTime.UtcNow.Ticks}: Connection refused.";
            lines += _error.IsThere(RecurringError.KindOf(words)) == ErrorNews.Nothing ? 0 : 1;
            _time.Advance(TimeSpan.FromSeconds(9));
        }

        // 25 hours: one line, and four or five reminders.
        Assert.InRange(lines, 1, 6);
    }

    [Fact]
    public void TenThousandAttemptsOfAsManyKinds_AreBounded()
    {
        int lines = 0;
        for (int attempt = 0; attempt < 10_000; attempt++)
        {
            lines += _error.IsThere(attempt) == ErrorNews.Nothing ? 0 : 1;
            _time.Advance(TimeSpan.FromSeconds(9));
        }

        Assert.InRange(lines, 4, 25);
    }

    [Fact]
    public void ATroubleThatComesAndGoes_IsToldInPairsAndCounted()
    {
        int begins = 0, ends = 0, missed = 0;
        for (int i = 0; i < 10_000; i++)
        {
            if (_error.IsThere(1) == ErrorNews.Another)
            {
                begins++;
                missed += _error.Untold;
            }

            _time.Advance(TimeSpan.FromSeconds(1));
            ends += _error.IsOver() ? 1 : 0;
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // 5.5 hours: a few at once, then four an hour.
        Assert.InRange(begins, 20, 28);
        Assert.Equal(begins, ends);
        Assert.Equal(10_000, begins + missed + _error.Untold);
    }

    [Fact]
    public void ATroubleThatStaysAfterManyThatWent_IsToldInTheEnd()
    {
        for (int i = 0; i < 100; i++)
        {
            _error.IsThere(1);
            _error.IsOver();
        }

        ErrorNews[] news = [.. Enumerable.Range(0, 20).Select(_ =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return _error.IsThere(1);
        })];

        Assert.Single(news, ErrorNews.Another);
        Assert.Equal(96, _error.Untold);
    }

    [Theory]
    [InlineData("pid 17 died", "pid 4711 died", true)]
    [InlineData("[tcp @ 0x55d0c0ffee] refused", "[tcp @ 0x7f00] refused", true)]
    [InlineData("Refused.", "refused", true)]
    [InlineData("took 1 2 3", "took 1 2 3 4 5", true)]
    [InlineData("Connection refused", "Connection timed out", false)]
    [InlineData("no route", "noroute", false)]
    [InlineData("", "x", false)]
    public void KindOf_SeesPastNumbers(string one, string other, bool same) =>
        Assert.Equal(same, RecurringError.KindOf(one) == RecurringError.KindOf(other));

    [Fact]
    public void AllocatesNothing() => Assert.Equal(0, Allocated.By(() =>
    {
        for (int i = 0; i < 100; i++)
            _error.IsThere(RecurringError.KindOf("Connection to tcp://10.0.0.9:554 failed"));
        _error.IsOver();
    }));
}
