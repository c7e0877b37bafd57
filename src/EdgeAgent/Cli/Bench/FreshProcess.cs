using System.Diagnostics;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Cli.Bench;

/// <summary>
/// Measures an engine in a process of its own. The first session of a process pays for compiling or mapping its engine, and the memory of a process that
/// holds two engines is nobody's: only a fresh one each tells them apart.
/// </summary>
internal static class FreshProcess
{
    /// <summary>Starts this program anew, lets it load and run <paramref name="model"/>, and waits for its end.</summary>
    /// <exception cref="FreshProcessException">It failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the process is ended.</exception>
    public static FreshRun Measure(string model, EngineKind engine, int threads, CancellationToken stoppingToken)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "edgevision.dll");
        string[] arguments = ["bench", FreshCommand.Name, "--model", model, "--engine", EngineNames.Of(engine), "--threads", threads.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        return Measure(new ProcessStartInfo(DotNet(), [program, .. arguments]), EngineNames.Of(engine), stoppingToken);
    }

    /// <summary>Runs any program that prints a <see cref="FreshRun"/> as one line of JSON.</summary>
    /// <param name="engine">Its name, for messages.</param>
    /// <inheritdoc cref="Measure(string, EngineKind, int, CancellationToken)" path="/exception"/>
    internal static FreshRun Measure(ProcessStartInfo start, string engine, CancellationToken stoppingToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        stoppingToken.ThrowIfCancellationRequested();
        using Process process = Process.Start(start)!;
        using (stoppingToken.Register(process.Kill))
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            stoppingToken.ThrowIfCancellationRequested();
            if (process.ExitCode != ExitCode.Ok)
                throw new FreshProcessException($"the fresh process for the engine {engine} ended with exit code {process.ExitCode}: {errors.GetAwaiter().GetResult().Trim()}");
            return FreshRun.Read(output);
        }
    }

    // The host that runs this process, or the one on the path where a native launcher does.
    private static string DotNet() => Path.GetFileName(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
