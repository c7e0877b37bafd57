using System.CommandLine;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary><c>edgevision try-model</c>, for <see cref="ModelTrial"/> alone: opens a model as the daemon does, has it see one picture, and ends.</summary>
internal static class TryModelCommand
{
    public const string Name = "try-model";

    public static Command Create()
    {
        Option<string> model = CommonOptions.Model();
        Option<Spelled<EngineKind>> engine = CommonOptions.Engine();
        Option<Spelled<int?>> threads = CommonOptions.Threads();
        Option<bool> background = new("--background") { Description = "Give way to every other process, and hold it against its golden picture." };
        Command command = new(Name, "Open a model as the daemon does, have it see one picture, and end.") { model, engine, threads, background };
        command.Hidden = true;
        command.SetAction(result => Try(
            new InferenceOptions
            {
                Model = result.GetRequiredValue(model),
                Engine = result.GetValue(engine).Value,
                Threads = result.GetValue(threads).Value,
            },
            result.GetValue(background)));
        return command;
    }

    /// <summary>What it prints is the difference between what the model sees and what it is to see.</summary>
    private static void Try(InferenceOptions options, bool isInBackground)
    {
        // Before the engine makes threads, which inherit it.
        if (isInBackground)
            LowPriority.Take();
        using IVisionTask task = ModelLoading.Open(options);
        if (!isInBackground || !GoldenSample.IsIn(options.Model.Place))
            return;

        using GoldenSample golden = GoldenSample.Read(options.Model.Place, task.Model);
        if (golden.Check(task, options.MinimumScore) is { } difference)
            StandardOutput.WriteLine(difference);
    }
}
