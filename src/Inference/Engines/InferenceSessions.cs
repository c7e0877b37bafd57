using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Sessions.OnnxRuntime;

namespace EdgeVision.Inference.Engines;

/// <summary>Opens a model file with the engine that the options ask for.</summary>
public static class InferenceSessions
{
    /// <summary>A session of <paramref name="options"/>' engine on the ONNX file at <paramref name="modelPath"/>.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">The file is not a model this engine can run; the message names file, node and reason.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is outside 1…64, or the engine is unknown.</exception>
    /// <exception cref="PlatformNotSupportedException">The engine's native library does not load on this machine.</exception>
    public static IInferenceSession Open(string modelPath, EngineOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(modelPath);
        return Open(new ModelFile(modelPath), options);
    }

    /// <summary>
    /// A session of <paramref name="options"/>' engine on <paramref name="package"/>' model, of the very bytes whose SHA-256 is the manifest's.
    /// </summary>
    /// <exception cref="FileNotFoundException">The file is no longer there.</exception>
    /// <exception cref="ModelFormatException">The file is not the one the manifest describes, or not a model this engine can run.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is outside 1…64, or the engine is unknown.</exception>
    /// <exception cref="PlatformNotSupportedException">The engine's native library does not load on this machine.</exception>
    public static IInferenceSession Open(ModelPackage package, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(package);
        return Open(package.File, options);
    }

    private static IInferenceSession Open(ModelFile model, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Threads is < 1 or > 64)
            throw new ArgumentOutOfRangeException(nameof(options), options.Threads, "An engine runs on 1 to 64 threads.");
        if (!File.Exists(model.Path))
            throw new FileNotFoundException($"{model.Path}: there is no such model file.", model.Path);

        return options.Engine switch
        {
            EngineKind.OnnxRuntime => OnnxRuntimeInferenceSession.Open(model, options),
            EngineKind.Managed => ManagedInferenceSession.Open(model, options),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Engine, "There is no such engine."),
        };
    }
}
