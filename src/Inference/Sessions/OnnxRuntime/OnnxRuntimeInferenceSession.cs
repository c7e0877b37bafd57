using System.Collections.Immutable;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace EdgeVision.Inference.Sessions.OnnxRuntime;

/// <summary>
/// A model run by ONNX Runtime's CPU provider. Inputs and outputs are pinned arrays bound to the session once, so that a run passes only
/// two handles to native code and copies nothing.
/// </summary>
public sealed class OnnxRuntimeInferenceSession : IInferenceSession
{
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly float[][] _inputs;
    private readonly float[][] _outputs;
    private readonly ModelFile _model;
    private bool _disposed;

    private OnnxRuntimeInferenceSession(ModelFile model, InferenceSession session, ImmutableArray<TensorSpec> inputs, ImmutableArray<TensorSpec> outputs)
    {
        _model = model;
        _session = session;
        _binding = session.CreateIoBinding();
        Inputs = inputs;
        Outputs = outputs;
        _inputs = [.. inputs.Select(spec => Bind(spec, _binding.BindInput))];
        _outputs = [.. outputs.Select(spec => Bind(spec, _binding.BindOutput))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Inputs { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Outputs { get; }

    /// <summary>Opens an ONNX file with every graph optimisation.</summary>
    /// <exception cref="ModelFormatException">
    /// ONNX Runtime refuses the file, it keeps numbers in another file, or a tensor is not of 32-bit floats or has a dynamic shape.
    /// </exception>
    /// <exception cref="PlatformNotSupportedException">ONNX Runtime's native library does not load here.</exception>
    public static OnnxRuntimeInferenceSession Open(ModelFile model, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        OnnxRuntimeTelemetry.Forbid();
        InferenceSession? session = null;
        try
        {
            byte[] bytes = Read(model);
            // What is wrong comes as an exception. Its log would write what a file calls its tensors to standard error as it is, control characters included.
            OrtEnv.Instance().EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
            using var sessionOptions = new SessionOptions
            {
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
                IntraOpNumThreads = options.Threads ?? Environment.ProcessorCount,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            // Its workers would keep spinning for tens of milliseconds after a run and take processor time from the rest of this process;
            // within a run they spin as ever.
            sessionOptions.AddSessionConfigEntry("session.force_spinning_stop", "1");
            session = new InferenceSession(bytes, sessionOptions);
            ImmutableArray<TensorSpec> inputs = [.. session.InputNames.Select(name => Describe("input", name, session.InputMetadata[name]))];
            ImmutableArray<TensorSpec> outputs = [.. session.OutputNames.Select(name => Describe("output", name, session.OutputMetadata[name]))];
            var opened = new OnnxRuntimeInferenceSession(model, session, inputs, outputs);
            session = null;
            return opened;
        }
        catch (OnnxRuntimeException error)
        {
            throw model.Error($"ONNX Runtime refuses it: {OnnxRuntimeMessage.ToClause(error.Message)}");
        }
        catch (UnusableModelException unusable)
        {
            throw model.Error(unusable);
        }
        catch (Exception failure) when (failure is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException)
        {
            throw new PlatformNotSupportedException(
                $"ONNX Runtime's native library does not load on this machine ({OnnxRuntimeMessage.ToClause(failure.GetBaseException().Message)}); "
                + "choose the engine 'managed'.",
                failure);
        }
        finally
        {
            session?.Dispose();
        }
    }

    /// <inheritdoc/>
    public Span<float> Input(int index)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _inputs[index];
    }

    /// <inheritdoc/>
    public ReadOnlySpan<float> Output(int index)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _outputs[index];
    }

    /// <inheritdoc/>
    public void Run()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            _session.RunWithBinding(_runOptions, _binding);
        }
        catch (OnnxRuntimeException failure)
        {
            throw _model.Error($"ONNX Runtime cannot run it: {OnnxRuntimeMessage.ToClause(failure.Message)}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        _binding.Dispose();
        _values.ForEach(static value => value.Dispose());
        _runOptions.Dispose();
        _session.Dispose();
    }

    // ONNX Runtime gets the same bytes that were checked. It would look for external tensor data in the current folder, so those are refused before.
    private static byte[] Read(ModelFile model)
    {
        using MappedFile file = model.Map();
        byte[] bytes = file.Bytes.ToArray();
        model.Verify(bytes);
        ExternalTensors.Refuse(bytes);
        return bytes;
    }

    private static TensorSpec Describe(string kind, string name, NodeMetadata metadata)
    {
        if (!metadata.IsTensor || metadata.ElementType != typeof(float))
            throw new UnusableModelException($"{kind} '{name}' is not a tensor of 32-bit floats");
        if (metadata.Dimensions.Any(static dimension => dimension < 1))
        {
            string shape = string.Join(", ", metadata.Dimensions.Select((dimension, axis) => dimension >= 1 ? $"{dimension}" : Symbol(metadata, axis)));
            throw new UnusableModelException($"{kind} '{name}' has the dynamic shape [{shape}]; export the model with a fixed shape");
        }

        if (metadata.Dimensions.Aggregate(1.0, static (product, dimension) => product * dimension) > Array.MaxLength)
            throw new UnusableModelException(
                $"{kind} '{name}' has the shape [{string.Join(", ", metadata.Dimensions)}], more numbers than fit into memory");

        return new TensorSpec(name, [.. metadata.Dimensions]);
    }

    private static string Symbol(NodeMetadata metadata, int axis) =>
        axis < metadata.SymbolicDimensions.Length && metadata.SymbolicDimensions[axis] is { Length: > 0 } symbol ? symbol : "?";

    private float[] Bind(TensorSpec spec, Action<string, OrtValue> bind)
    {
        float[] memory = GC.AllocateArray<float>(spec.Length, pinned: true);
        OrtValue value = OrtValue.CreateTensorValueFromMemory(memory, [.. spec.Shape.Select(static dimension => (long)dimension)]);
        _values.Add(value);
        bind(spec.Name, value);
        return memory;
    }
}
