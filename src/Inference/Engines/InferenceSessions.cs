using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Sessions.OnnxRuntime;

namespace EdgeVision.Inference.Engines;

/// <summary>Opens a model file with the engine that the options ask for.</summary>
public static class InferenceSessions
{
    /// <summary>A session of <paramref name="options"/>' engine on an ONNX file; where it has a manifest, of the very bytes whose SHA-256 that names.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">
    /// The file is not the one the manifest describes, or not a model this engine can run; the message names file, node and reason.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is outside 1…64, or the engine is unknown.</exception>
    /// <exception cref="PlatformNotSupportedException">The engine's native library does not load on this machine.</exception>
    public static IInferenceSession Open(ModelFile model, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
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

    /// <summary><paramref name="package"/>'s model, run by <paramref name="options"/>' engine.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static LoadedModel Load(ModelPackage package, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(package);
        return new LoadedModel(package.Manifest, package.File, Open(package.File, options));
    }
}
