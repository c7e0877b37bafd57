using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>Loads the model that the inference options describe.</summary>
internal static class ModelLoading
{
    /// <summary>
    /// The model's task, ready to run: it has seen one grey picture, so that neither the compiler's time nor the first touch of memory falls on a camera's
    /// first frame.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    /// <exception cref="ModelFormatException">The model cannot be run.</exception>
    public static IVisionTask Open(InferenceOptions options)
    {
        ModelPackage package = ModelPackage.Open(InstalledModels.Locate(options.Model.Place));
        // Its workers begin with the pipeline, on the thread that runs it: a model that is opened in the background leaves its priority to none of them.
        EngineOptions engine = new() { Engine = options.Engine, Threads = options.Threads, DefersWorkers = true };
        IVisionTask task = VisionTasks.Open(InferenceSessions.Load(package, engine), options.MinimumScore);
        try
        {
            FrameFormat grey = FrameFormat.Packed(PixelFormat.Grey, task.Model.Input!.Width, task.Model.Input.Height);
            task.Look(new ImageView(grey, new byte[grey.ByteCount]));
            return task;
        }
        catch
        {
            task.Dispose();
            throw;
        }
    }
}
