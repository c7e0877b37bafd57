using System.Diagnostics;
using System.Globalization;

namespace EdgeVision.TestKit;

/// <summary>
/// Tries what a stranger may send, thousands of times: the same rounds in each run of the tests, or, as long as EDGEVISION_FUZZ_SECONDS says, others each
/// time. A round that hangs ends the process with its seed, one that throws or allocates too much fails the test with it.
/// </summary>
public static class Hunt
{
    private const int FixedSeed = 20261128;

    // A guard against what never ends; a round takes far less than a millisecond on a busy machine.
    private static readonly TimeSpan s_longestRound = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("EDGEVISION_FUZZ_SECONDS") ?? "0", CultureInfo.InvariantCulture));

    /// <summary>Runs rounds, each with random numbers of its own.</summary>
    /// <param name="rounds">How many where no time is named.</param>
    /// <param name="maximumAllocation">Bytes that <paramref name="isRefused"/> may allocate in a round at most.</param>
    /// <param name="make">Makes what is sent.</param>
    /// <param name="isRefused">Reads it, and says whether it was refused as it should be. Whatever it throws ends the hunt.</param>
    /// <returns>Which part of the rounds was refused, in [0, 1].</returns>
    public static double Run(string name, int rounds, long maximumAllocation, Func<Random, byte[]> make, Func<byte[], Random, bool> isRefused)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentNullException.ThrowIfNull(isRefused);
        int first = s_length == TimeSpan.Zero ? FixedSeed : Environment.TickCount, done = 0, refused = 0, seed = first;
        long largest = 0, start = Stopwatch.GetTimestamp();
        using Timer hang = new(_ => Environment.FailFast($"{name}: the round of seed {seed} hangs."));
        for (; s_length == TimeSpan.Zero ? done < rounds : Stopwatch.GetElapsedTime(start) < s_length; done++)
        {
            seed = first + done;
            hang.Change(s_longestRound, Timeout.InfiniteTimeSpan);
            Random random = new(seed);
            byte[] sent = make(random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                refused += isRefused(sent, random) ? 1 : 0;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{name}: the round of seed {seed}: {exception.Message}", exception);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > maximumAllocation)
                throw new InvalidOperationException($"{name}: the round of seed {seed} allocates {allocated} bytes, and may {maximumAllocation}.");
            largest = long.Max(largest, allocated);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {done} rounds from seed {first} in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s, {refused} refused, {largest} bytes at most."));
        return (double)refused / done;
    }
}
