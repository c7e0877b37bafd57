using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
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
        string[] arguments = ["bench", FreshCommand.Name, "--model", model, "--engine", EngineNames.Of(engine), "--threads", threads.ToString(CultureInfo.InvariantCulture)];
        return Measure(ThisProgram(arguments), EngineNames.Of(engine), stoppingToken);
    }

    /// <summary>Runs any program that prints a <see cref="FreshRun"/> as one line of JSON.</summary>
    /// <param name="engine">Its name, for messages.</param>
    /// <inheritdoc cref="Measure(string, EngineKind, int, CancellationToken)" path="/exception"/>
    internal static FreshRun Measure(ProcessStartInfo start, string engine, CancellationToken stoppingToken)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        stoppingToken.ThrowIfCancellationRequested();
        using Process process = Start(start);
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

    // By the native launcher or the dotnet that started this process.
    private static ProcessStartInfo ThisProgram(string[] arguments)
    {
        string started = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileName(started) == "edgevision" ? new(started, arguments) : new(started, [Path.Combine(AppContext.BaseDirectory, "edgevision.dll"), .. arguments]);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new FreshProcessException($"{start.FileName} does not start: {failure.Message}; --fresh 0 does without fresh processes.");
        }
    }
}
