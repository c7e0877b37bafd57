using EdgeVision.Arm64;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tests.Kernels;
using EdgeVision.TestKit;

switch (args)
{
    case ["tests", .. string[] names]:
        using (TestRun run = new(Console.Out))
        {
            run.Run(typeof(ConvolutionTileTests).Assembly, test => names.Any(name => test.Contains(name, StringComparison.Ordinal)));
            Console.WriteLine($"  {run.Passed} passed, {run.Failed} failed, {run.Skipped} skipped");
            return run.Failed == 0 && run.Passed > 0 ? 0 : 1;
        }

    case ["count", "managed", string model]:
        InstructionCounts.OfInference(model, EngineKind.Managed);
        InstructionCounts.OfPointwiseTiles(model);
        InstructionCounts.OfSteps(model);
        return 0;

    case ["count", "onnxruntime", string model]:
        InstructionCounts.OfInference(model, EngineKind.OnnxRuntime);
        return 0;

    default:
        Console.Error.WriteLine("usage: tests NAME-PART... | count managed|onnxruntime MODEL.onnx");
        return 64;
}
