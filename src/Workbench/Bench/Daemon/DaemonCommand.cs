using System.CommandLine;
using System.Globalization;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary><c>edgevision bench daemon</c>, for <see cref="PipelineBenchmark"/> alone: the daemon of one trial, which prints what it noted of itself.</summary>
internal static class DaemonCommand
{
    private const string Name = "daemon";

    public static Command Create()
    {
        Option<Spelled<double[]>> rates = DaemonArguments.Rates();
        Option<int> seconds = DaemonArguments.Seconds();
        Option<TrialWork> work = new("--work") { DefaultValueFactory = static _ => TrialWork.None };
        Option<int?> port = new("--port");
        Command command = new(Name, "Run the daemon of one trial and print what it took.") { rates, seconds, work, port };
        command.Hidden = true;
        command.SetAction(async (result, _) =>
        {
            DaemonTrial trial = new(
                result.GetRequiredValue(rates).Value[0], result.GetValue(work), TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(port));
            TrialLog log = await TrialDaemon.RunAsync(trial);
            JsonLines.Write(log.Write);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>The command line of a trial.</summary>
    public static string[] Line(DaemonTrial trial)
    {
        string[] port = trial.BrokerPort is { } number ? ["--port", number.ToString(CultureInfo.InvariantCulture)] : [];
        return
        [
            "bench", Name, "--fps", trial.FramesPerSecond.ToString(CultureInfo.InvariantCulture),
            "--seconds", ((int)trial.Duration.TotalSeconds).ToString(CultureInfo.InvariantCulture), "--work", trial.Work.ToString(), .. port,
        ];
    }
}
