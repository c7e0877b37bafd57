using System.CommandLine;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.Inference.Sessions;

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
        Command command = new(Name, "Open a model as the daemon does, have it see one picture, and end.") { model, engine, threads };
        command.Hidden = true;
        command.SetAction(result => ModelLoading.Open(new InferenceOptions
        {
            Model = result.GetRequiredValue(model),
            Engine = result.GetValue(engine).Value,
            Threads = result.GetValue(threads).Value,
        }).Dispose());
        return command;
    }
}
