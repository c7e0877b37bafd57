namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>Complaints in the journal of a whole run that no test can have provoked: a sign of what no test looks for.</summary>
internal static class UnprovokedLines
{
    // Tests pull out cameras, hold lines, take chips their power, stop brokers, hang threads and write wrong configurations. All of that is told in
    // these words; camera warnings are the camera tests' own business.
    private static readonly string[] s_provoked =
    [
        "cannot be listened to; trying again until it can",
        "cannot be driven; trying again until it can.",
        "had forgotten its levels, as after a loss of power;",
        "No ping for systemd's watchdog.",
        "The connection to MQTT broker ",
        "the configuration cannot be used",
        "/etc/edgevision/",
        "configuration",
        // Whose power is cut before it has come to know another model.
        " runs in place of what is wanted;",
        "CoreCLR",
        "GC heap initialization failed",
        "GC: Region size",
        "] Camera ",
        // The default model takes the emulated processor seconds an inference.
        "The pipeline did not stop within",
    ];

    // What systemd says of a process that left a core, and what says that an exception took a way nobody foresaw.
    private static readonly string[] s_never = ["code=dumped", "core-dump", "his is a defect of EdgeVision", "Unhandled exception"];

    /// <summary>Lines of the daemon of priority 0 to 4 that are in no test's words, and lines of anybody about it that may never be.</summary>
    public static IReadOnlyList<string> Find(Journal journal)
    {
        IEnumerable<(int Priority, string Message)> complaints = journal.OfDaemon().Where(line => line.Priority <= 4 && !Holds(line.Message, s_provoked));
        IEnumerable<(int Priority, string Message)> never = journal.OfDaemon().Concat(journal.AboutService()).Where(line => Holds(line.Message, s_never));
        return [.. complaints.Concat(never).Select(line => $"<{line.Priority}> {line.Message}").Distinct()];
    }

    private static bool Holds(string message, string[] words) => words.Any(part => message.Contains(part, StringComparison.Ordinal));
}
