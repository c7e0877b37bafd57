using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Detection;

/// <summary>Opens the detector that a model's manifest describes.</summary>
public static class ObjectDetectors
{
    /// <summary>A detector of <paramref name="package"/>' model, run by the engine of <paramref name="engine"/>.</summary>
    /// <exception cref="ModelFormatException">The engine cannot run the model, or model and manifest contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static IObjectDetector Open(ModelPackage package, EngineOptions engine, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        return Open(package.Manifest, package.ModelPath, InferenceSessions.Open(package.File, engine), options);
    }

    /// <summary>A detector over a session that is already open and that the detector disposes.</summary>
    /// <param name="modelPath">The model file, for messages.</param>
    /// <exception cref="ModelFormatException">Model and manifest contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static IObjectDetector Open(ModelManifest manifest, string modelPath, IInferenceSession session, DetectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(session);
        try
        {
            DetectionOutputs outputs = manifest.Detection
                ?? throw new ModelFormatException(modelPath, null, $"the manifest's task is {manifest.Task}, not detection");
            options ??= new DetectorOptions();
            return outputs.BoxKind is BoxKind.CenterDistances or BoxKind.CenterSizes
                ? new CenterNetDetector(manifest, modelPath, session, outputs, options)
                : new SsdDetector(manifest, modelPath, session, outputs, options);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
