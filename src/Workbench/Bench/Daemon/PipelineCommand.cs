using System.CommandLine;
using System.Runtime.InteropServices;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary><c>edgevision bench pipeline</c>: what the daemon adds around a network, from capture to broker.</summary>
internal static class PipelineCommand
{
    public static Command Create()
    {
        Option<Spelled<double[]>> rates = DaemonArguments.Rates();
        Option<int> seconds = DaemonArguments.Seconds();
        Option<bool> json = CommonOptions.Json();
        Command command = new("pipeline", "Measure what the daemon adds around the network: time from capture to broker, processor, memory, writes.")
        {
            rates, seconds, json,
        };
        command.SetAction(result =>
        {
            using var stopping = new CancellationTokenSource();
            // The broker's folder and process must not outlive a Ctrl-C, a SIGTERM or a closed terminal.
            PosixSignalRegistration[] signals = [
                .. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => Cancel(signal, stopping))];
            try
            {
                PipelineBenchmark benchmark = new(result.GetRequiredValue(rates).Value, TimeSpan.FromSeconds(result.GetValue(seconds)), stopping.Token);
                IReadOnlyList<TrialResult> trials = benchmark.Run();
                Print(MachineDescription.Read(), trials, result.GetValue(json));
            }
            finally
            {
                Array.ForEach(signals, static signal => signal.Dispose());
            }
        });
        return command.WithExamples(
            ("edgevision bench pipeline", "at 10 and 30 frames a second; takes two minutes"),
            ("edgevision bench pipeline --fps 5 --seconds 300 --json", "one pace, for longer, for programs"));
    }

    private static PosixSignalRegistration Cancel(PosixSignal signal, CancellationTokenSource stopping) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stopping.Cancel();
    });

    private static void Print(MachineDescription machine, IReadOnlyList<TrialResult> trials, bool json)
    {
        if (!json)
        {
            PipelineTable.Write(StandardOutput.OfTables(), machine, trials);
            return;
        }

        foreach (TrialResult trial in trials)
            JsonLines.Write(line => PipelineJson.Write(line, machine, trial));
    }
}
