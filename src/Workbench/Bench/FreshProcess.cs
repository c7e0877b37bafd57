using System.Diagnostics;
using System.Globalization;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary>
/// Measures an engine in a process of its own. The first session of a process pays for compiling or mapping its engine, and the memory of a process that
/// holds two engines is nobody's: only a fresh one each tells them apart.
/// </summary>
internal static class FreshProcess
{
    /// <summary>Starts this program anew, lets it load and run <paramref name="model"/>, and waits for its end.</summary>
    /// <exception cref="OwnProcessException">It failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the process is ended.</exception>
    public static FreshRun Measure(string model, EngineKind engine, int threads, CancellationToken stoppingToken)
    {
        string[] arguments = [
            "bench", FreshCommand.Name, "--model", model, "--engine", EngineNames.Of(engine), "--threads", threads.ToString(CultureInfo.InvariantCulture)];
        return Measure(OwnProcess.Start(arguments), EngineNames.Of(engine), stoppingToken);
    }

    /// <summary>Runs any program that prints a <see cref="FreshRun"/> as one line of JSON.</summary>
    /// <param name="engine">Its name, for messages.</param>
    /// <inheritdoc cref="Measure(string, EngineKind, int, CancellationToken)" path="/exception"/>
    internal static FreshRun Measure(ProcessStartInfo start, string engine, CancellationToken stoppingToken) =>
        FreshRun.Read(OwnProcess.Run(start, $"the fresh process for the engine {engine}", stoppingToken, "--fresh 0 does without fresh processes"));
}
