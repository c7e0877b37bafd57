using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Sessions;

/// <summary>
/// A model ready to run: write <see cref="Input"/>, call <see cref="Run"/>, read <see cref="Output"/>.
/// The session owns its tensors, so running allocates nothing. Not thread-safe: one caller at a time.
/// </summary>
public interface IInferenceSession : IDisposable
{
    /// <summary>The model's inputs, in file order.</summary>
    IReadOnlyList<TensorSpec> Inputs { get; }

    /// <summary>The model's outputs, in file order.</summary>
    IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>The spelled names of the kernels in use, for logs; empty: the engine does not tell.</summary>
    IReadOnlyList<string> Kernels => [];

    /// <summary>The memory of input <paramref name="index"/>, dense, in the layout of the model file (NCHW).</summary>
    Span<float> Input(int index);

    /// <summary>
    /// Starts the threads that <see cref="EngineOptions.DefersWorkers"/> has kept back; they get the calling thread's priority. Otherwise it does nothing.
    /// </summary>
    void StartWorkers()
    {
    }

    /// <summary>Computes every output from the current inputs.</summary>
    void Run();

    /// <summary>The values of output <paramref name="index"/> after the last <see cref="Run"/>, dense, in the layout of the model file.</summary>
    ReadOnlySpan<float> Output(int index);
}
