using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>Loads the detector that the inference options describe.</summary>
internal static class Detectors
{
    /// <summary>The detector, ready to run.</summary>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelFormatException">The model cannot be run.</exception>
    public static IObjectDetector Open(InferenceOptions options) => ObjectDetectors.Open(
        ModelPackage.Open(InstalledModels.Locate(options.Model)),
        new EngineOptions { Engine = options.Engine, Threads = options.Threads },
        new DetectorOptions { MinimumScore = options.MinimumScore });
}
