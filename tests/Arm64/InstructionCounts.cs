using System.Runtime.InteropServices;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Optimization;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Arm64;

/// <summary>
/// Work between two marks, whose instructions the emulator counts and writes to its standard error under the mark's label. One thread; what is marked
/// has run often enough before that the JIT is done with it.
/// </summary>
internal static class InstructionCounts
{
    private const int WholeInference = 1_000_000;
    private const int PointwiseTiles = 2_000_000;

    /// <summary>Counts one inference.</summary>
    public static void OfInference(string model, EngineKind engine)
    {
        using IInferenceSession session = InferenceSessions.Open(new ModelFile(model), new EngineOptions { Engine = engine, Threads = 1 });
        Random random = new(1);
        for (int input = 0; input < session.Inputs.Count; input++)
        {
            foreach (ref float value in session.Input(input))
                value = random.NextSingle() * 2f - 1f;
        }

        WarmUp(session.Run);
        Count(WholeInference, session.Run);
    }

    /// <summary>Counts every pointwise convolution of the model, each planned alone, so that nothing but its tiles and the loop over them is in it.</summary>
    public static void OfPointwiseTiles(string model)
    {
        using ComputationGraph network = OnnxModelReader.Load(new ModelFile(model));
        GraphOptimizer.Default.Optimize(network);
        bool warm = false;
        foreach (GraphNode node in network.Nodes)
        {
            if (node.Operator is not Conv { Window: { KernelHeight: 1, KernelWidth: 1 }, Groups: 1 } conv)
                continue;

            // Factors of the inputs go into the weights before a tile sees them.
            ComputationGraph layer = new(node.Name);
            GraphValue output = layer.AddNode(
                node.Name,
                conv with { HasInputScale = false },
                [.. node.Inputs.Take(conv.InputScaleIndex).Select((value, index) =>
                    value.Constant is { } constant ? layer.AddConstant($"constant {index}", constant) : layer.AddInput($"input {index}", value.Shape))],
                "output").Output;
            layer.AddOutput("output", output);
            using ManagedInferenceSession session = ManagedInferenceSession.Open(layer, KernelTable.Widest, threads: 1);
            foreach (ConvolutionStep step in session.Plan.Steps.OfType<ConvolutionStep>())
            {
                // Tiles are compiled once and for all at their first call; only the loop over them, which is the same for all, is not.
                if (warm)
                    Run(step);
                else
                    WarmUp(() => Run(step));
                warm = true;
                Count(PointwiseTiles, () => Run(step));
            }
        }
    }

    /// <summary>Counts each step of the plan, under its number, and writes what the numbers mean.</summary>
    public static void OfSteps(string model)
    {
        using ManagedInferenceSession session = ManagedInferenceSession.Open(new ModelFile(model), KernelTable.Widest, threads: 1);
        WarmUp(session.Run);
        for (int i = 0; i < session.Plan.Steps.Count; i++)
        {
            Step step = session.Plan.Steps[i];
            Console.WriteLine($"step {i} {step.GetType().Name} {step.Name.Replace(' ', '_')}");
            Count(i, () => Run(step));
        }
    }

    private static void Run(Step step)
    {
        for (int chunk = 0; chunk < step.Chunks; chunk++)
            step.Run(chunk);
    }

    // The runtime compiles a method anew after a few calls (eng/arm64/emulator lowers the usual thirty), in the background, a tenth of a second after
    // things have become quiet.
    private static void WarmUp(Action work)
    {
        const int Rounds = 3, RunsEach = 4;
        for (int round = 0; round < Rounds; round++)
        {
            for (int run = 0; run < RunsEach; run++)
                work();
            Thread.Sleep(200);
        }
    }

    private static void Count(int label, Action work)
    {
        const int Mark = 0x41524D36;
        _ = GetPriority(Mark, label);
        work();
        _ = GetPriority(Mark, label);
    }

    // A system call with arguments that mean nothing to the system, but something to the emulator.
    [DllImport("libc", EntryPoint = "getpriority")]
    private static extern int GetPriority(int which, int who);
}
