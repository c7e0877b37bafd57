using System.Diagnostics;
using System.Globalization;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>
/// Opens a model for a native engine in a process of its own first. There are files of a kilobyte at which an assertion of ONNX Runtime ends its
/// process, and the daemon is to refuse such a one and go on, not to end with it. The managed engine says what is wrong by an exception, and needs no trial.
/// </summary>
internal static class ModelTrial
{
    // A guard against one that hangs alone: the largest networks take the smallest boards half a minute.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    private const int BySignal = 128;
    private const int SignalHangUp = 1;
    private const int SignalInterrupt = 2;
    private const int SignalTerminate = 15;

    /// <summary>The model's task, as by <see cref="ModelLoading.Open"/>.</summary>
    /// <exception cref="ModelFormatException">The model cannot be run, or ended the process that tried it.</exception>
    /// <inheritdoc cref="ModelLoading.Open" path="/exception"/>
    /// <exception cref="OwnProcessException">There can be no process to try it in.</exception>
    public static IVisionTask Open(InferenceOptions options)
    {
        if (options.Engine == EngineKind.OnnxRuntime)
        {
            string[] threads = options.Threads is { } count ? ["--threads", count.ToString(CultureInfo.InvariantCulture)] : [];
            string[] arguments = [
                TryModelCommand.Name, "--model", InstalledModels.Locate(options.Model.Place), "--engine", EngineNames.Of(options.Engine), .. threads];
            Try(OwnProcess.Start(arguments), options.Model.Place, s_limit);
        }

        return ModelLoading.Open(options);
    }

    /// <summary>
    /// Has both engines, each in a process of its own that gives way to everything, open a model that comes while the daemon runs, and hold it against
    /// its golden picture. What the other engine cannot run it need not agree on.
    /// </summary>
    /// <exception cref="UpdateException">The configured engine cannot run it, or what one of them sees is not what it is to see.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static void Try(InferenceOptions options, CancellationToken stoppingToken)
    {
        EngineKind other = options.Engine == EngineKind.Managed ? EngineKind.OnnxRuntime : EngineKind.Managed;
        foreach (EngineKind engine in (EngineKind[])[options.Engine, other])
        {
            (int exitCode, string difference, string errors) = OwnProcess.Await(
                OwnProcess.Start([TryModelCommand.Name, "--model", options.Model.Place, "--engine", EngineNames.Of(engine), "--threads", "1", "--background"]),
                stoppingToken);
            RequireOwnEnd(exitCode, options.Model.Place);
            if (exitCode != ExitCode.Ok && engine == options.Engine)
                throw new UpdateException(
                    UpdateReason.LoadFailed, errors.Length > 0 ? errors : $"Engine {EngineNames.Of(engine)} ends its process at this model ({exitCode}).");
            if (exitCode == ExitCode.Ok && difference.Length > 0)
            {
                throw new UpdateException(
                    engine == options.Engine ? UpdateReason.GoldenDiffers : UpdateReason.EnginesDiffer,
                    $"By engine {EngineNames.Of(engine)} it does not see in its golden picture what it is to see. {difference.Trim()}");
            }
        }
    }

    /// <summary>Has a process try a model. One that ends by itself leaves it to who opens the model here to say what is wrong, and in which words.</summary>
    /// <exception cref="ModelFormatException">It ended by a signal, or not in time.</exception>
    /// <exception cref="OwnProcessException">It does not start.</exception>
    internal static void Try(ProcessStartInfo start, string model, TimeSpan limit)
    {
        using CancellationTokenSource over = new(limit);
        int exitCode;
        string errors;
        try
        {
            (exitCode, _, errors) = OwnProcess.Await(start, over.Token);
        }
        catch (OperationCanceledException)
        {
            throw new ModelFormatException(model, node: null, $"ONNX Runtime did not finish with it in {limit.TotalSeconds:0} s; try engine managed");
        }

        RequireOwnEnd(exitCode, model);
        if (exitCode > BySignal)
            throw new ModelFormatException(model, node: null, "ONNX Runtime ends its process at this model (signal "
                + $"{exitCode - BySignal}{(errors.Length > 0 ? $": {errors}" : "")}), so it is not opened; try engine managed");
    }

    /// <summary>A service that stops has all its processes asked to end, this one perhaps first; a model has no part in that.</summary>
    /// <exception cref="UpdateException">It was asked to end.</exception>
    private static void RequireOwnEnd(int exitCode, string model)
    {
        if (exitCode is BySignal + SignalHangUp or BySignal + SignalInterrupt or BySignal + SignalTerminate)
        {
            throw new UpdateException(
                UpdateReason.LoadFailed, $"{model}: the process that tried it was asked to end before it was done; it is tried again.", isTransient: true);
        }
    }
}
