using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>Loads the detector that the inference options describe.</summary>
internal static class Detectors
{
    /// <summary>
    /// The detector, ready to run: it has seen one grey picture, so that neither the compiler's time nor the first touch of memory falls on a camera's
    /// first frame.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelFormatException">The model cannot be run.</exception>
    public static IObjectDetector Open(InferenceOptions options)
    {
        IObjectDetector detector = ObjectDetectors.Open(
            ModelPackage.Open(InstalledModels.Locate(options.Model)),
            new EngineOptions { Engine = options.Engine, Threads = options.Threads },
            new DetectorOptions { MinimumScore = options.MinimumScore });
        int width = detector.Model.Input!.Width, height = detector.Model.Input.Height;
        byte[] grey = new byte[width * height];
        detector.Detect(new ImageView(PixelLayout.Grey, width, height, width, YuvEncoding.Bt601Full, grey));
        return detector;
    }
}
