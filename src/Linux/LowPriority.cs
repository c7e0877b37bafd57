namespace EdgeVision.Linux;

/// <summary>Work that gives way to everything else.</summary>
internal static class LowPriority
{
    private const int LowestPriority = 19;

    /// <summary>
    /// Gives the calling thread the lowest priority, for good, and with it each thread that it makes from then on. Where the system refuses, that costs speed
    /// elsewhere and nothing more.
    /// </summary>
    public static void Take() => _ = Libc.SetPriority(Libc.PRIO_PROCESS, 0, LowestPriority);
}
