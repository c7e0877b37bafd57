using System.Diagnostics;
using System.Globalization;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>
/// Measures what the daemon adds around a network, each trial in a process of its own. Only such a process allocates, computes and writes for the daemon alone:
/// the broker, the subscriber and this command's tables are outside it. It holds the daemon's own host and not
/// <c>edgevision run</c>, which takes no raw recording and no clocks; what differs from <c>run</c> are the seams of <see cref="TrialDaemon"/>.
/// </summary>
internal sealed class PipelineBenchmark(IReadOnlyList<double> rates, TimeSpan duration, CancellationToken stoppingToken)
{
    /// <summary>Each pace without and with preprocessing, and the network at the first.</summary>
    public IReadOnlyList<TrialResult> Run()
    {
        using MosquittoProcess? broker = StartBroker();
        using var supervisor = new ServiceSupervisor();
        DaemonTrial[] trials =
        [
            .. from rate in rates
               from work in (TrialWork[])[TrialWork.None, TrialWork.Preprocessing]
               select new DaemonTrial(rate, work, duration, broker?.Port),
            new DaemonTrial(rates[0], TrialWork.Network, duration, broker?.Port),
        ];
        return StandardError.Progress(
            "the daemon around the network", trials.Length, step => (IReadOnlyList<TrialResult>)[.. trials.Select(trial => Run(trial, supervisor, step))]);
    }

    private TrialResult Run(DaemonTrial trial, ServiceSupervisor supervisor, Action done)
    {
        using MessageArrivals? arrivals = trial.BrokerPort is { } port ? new MessageArrivals(port) : null;
        string subject = string.Create(CultureInfo.InvariantCulture, $"the daemon at {trial.FramesPerSecond} frames a second");
        ProcessStartInfo start = OwnProcess.Start(DaemonCommand.Line(trial));
        supervisor.Supervise(start);
        TrialLog log = TrialLog.Read(OwnProcess.Run(start, subject, stoppingToken));
        done();
        return new TrialResult(trial, log, arrivals?.Times ?? new Dictionary<long, TimeSpan>());
    }

    // Without mosquitto everything up to the hand-over can be measured still.
    private static MosquittoProcess? StartBroker()
    {
        try
        {
            return MosquittoProcess.Start();
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }
}
