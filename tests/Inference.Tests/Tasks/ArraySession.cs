using System.Diagnostics;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tests.Tasks;

/// <summary>A session whose outputs a test writes.</summary>
internal sealed class ArraySession(TensorSpec input, params TensorSpec[] outputs) : IInferenceSession
{
    private readonly float[] _input = new float[input.Length];
    private readonly float[][] _outputs = [.. outputs.Select(static output => new float[output.Length])];

    public IReadOnlyList<TensorSpec> Inputs { get; } = [input];

    public IReadOnlyList<TensorSpec> Outputs { get; } = outputs;

    public int Runs { get; private set; }

    public bool IsDisposed { get; private set; }

    public Span<float> Input(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(index, 0);
        LetTimePass();
        return _input;
    }

    public void Run()
    {
        LetTimePass();
        Runs++;
    }

    public ReadOnlySpan<float> Output(int index)
    {
        LetTimePass();
        return _outputs[index];
    }

    /// <summary>This session as that of tiny.onnx.</summary>
    public LoadedModel As(ModelManifest manifest) => new(manifest, new ModelFile("tiny.onnx"), this);

    public float[] Writable(int index) => _outputs[index];

    public void Dispose() => IsDisposed = true;

    // A call that does nothing may be over before a TimeSpan notices; a stage that uses a session takes time.
    private static void LetTimePass()
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) == TimeSpan.Zero)
            Thread.SpinWait(1);
    }
}
