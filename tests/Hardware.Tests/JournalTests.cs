using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>What the daemon writes into the journal: one line a message, each with its priority.</summary>
public sealed class JournalTests : IDisposable
{
    private static readonly GpioLine s_lamp = new(20);
    private static readonly GpioLine s_taken = new(21);

    private readonly ServiceState _state = new();

    public void Dispose() => _state.Dispose();

    [VmFact]
    public void Lines_HaveTheirPriority_AndNothingIsWrittenThatNobodyProvoked()
    {
        Journal journal = Journal.FromNow();
        Dictionary<string, object> configuration = FollowedLine.Configuration(FollowedLine.Output(s_lamp), FollowedLine.Output(s_taken));
        // Nobody listens there.
        configuration["mqtt"] = new { host = "127.0.0.1", port = 9 };
        using (new StrangersLine(s_taken, level: 0))
        {
            Service.RestartWith(configuration);
            s_lamp.WaitFor(1, FollowedLine.Limit);
            journal.WaitFor("cannot be driven", FollowedLine.Limit);
            journal.WaitFor("could not be made", FollowedLine.Limit);
            Service.Stop();
        }

        IReadOnlyList<(int Priority, string Message)> lines = journal.OfDaemon();
        Assert.All(lines, line => Assert.Equal(ExpectedPriority(line.Message), line.Priority));
        Assert.Contains(lines, line => line is { Priority: 3 } && line.Message.Contains("held by “gpioset”", StringComparison.Ordinal));
        Assert.Contains(lines, line => line is { Priority: 4 } && line.Message.Contains("could not be made", StringComparison.Ordinal));
        Assert.Contains(lines, line => line is { Priority: 6 } && line.Message.Contains("Camera camera is online.", StringComparison.Ordinal));
        // systemd's own lines about a start and a stop are information or less.
        Assert.All(journal.AboutService(), line => Assert.InRange(line.Priority, 5, 7));
    }

    [VmFact]
    public void CrashOfTheRuntime_IsAnErrorInTheJournal()
    {
        // A process without memory for the runtime is one that never comes to write its own words.
        Journal journal = Journal.FromNow();
        ServiceState.DropIn("Environment=DOTNET_GCHeapHardLimit=100000");
        Service.Configure(FollowedLine.Configuration());

        Shell.Try("systemctl", "--no-block", "restart", "edgevision.service");

        Eventually.True(() => journal.OfDaemon().Count > 0, FollowedLine.Limit, () => $"nothing in the journal; the service is {Service.State}");
        Assert.All(journal.OfDaemon(), line => Assert.Equal(3, line.Priority));
    }

    private static int ExpectedPriority(string message) => message switch
    {
        _ when message.Contains("cannot be driven; trying again until it can.", StringComparison.Ordinal) => 3,
        _ when message.Contains("could not be made: ", StringComparison.Ordinal) => 4,
        _ => 6,
    };
}
