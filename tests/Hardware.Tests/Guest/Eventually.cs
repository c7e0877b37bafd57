using System.Diagnostics;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>Waits for what shall come about, and tells how long that took.</summary>
internal static class Eventually
{
    /// <summary>Asks every 50 ms until the answer is yes.</summary>
    /// <param name="limit">Generous: the processor is emulated.</param>
    /// <param name="words">What was there instead.</param>
    /// <returns>The time it took.</returns>
    public static TimeSpan True(Func<bool> condition, TimeSpan limit, Func<string> words)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
                Assert.Fail($"Not so within {limit.TotalSeconds} s: {words()}");
            Thread.Sleep(50);
        }

        return Stopwatch.GetElapsedTime(start);
    }
}
