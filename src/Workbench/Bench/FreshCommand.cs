using System.CommandLine;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Bench;

/// <summary><c>edgevision bench fresh</c>, for <see cref="FreshProcess"/> alone: loads and runs one model with one engine and tells what it took.</summary>
internal static class FreshCommand
{
    public const string Name = "fresh";

    /// <summary>Runs before the memory is read.</summary>
    public const int Runs = 20;

    public static Command Create()
    {
        Option<string> model = CommonOptions.Model();
        Option<Spelled<EngineKind>> engine = CommonOptions.Engine();
        Option<Spelled<int?>> threads = CommonOptions.Threads();
        Command command = new(Name, "Load and run one model with one engine, and print what it took.") { model, engine, threads };
        command.Hidden = true;
        command.SetAction(result =>
        {
            FreshRun run = Measure(result.GetRequiredValue(model), result.GetValue(engine).Value, result.GetValue(threads).Value ?? Environment.ProcessorCount);
            JsonLines.Write(run.Write);
        });
        return command;
    }

    private static FreshRun Measure(string nameOrPath, EngineKind engine, int threads)
    {
        BenchModel model = BenchModel.Locate(nameOrPath);
        long bare = ResidentMemory.OfThisProcess().Bytes;
        (IInferenceSession session, TimeSpan ready) = model.Load(engine, threads);
        using (session)
        {
            for (int run = 1; run < Runs; run++)
                session.Run();

            ResidentMemory memory = ResidentMemory.OfThisProcess();
            return new FreshRun(ready, memory.Bytes, memory.PeakBytes, bare);
        }
    }
}
