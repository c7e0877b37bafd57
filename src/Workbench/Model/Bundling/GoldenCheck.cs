using EdgeVision.Bundles;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary>Has the model of a bundle look at the golden picture that came with it, in a folder that goes afterwards.</summary>
internal static class GoldenCheck
{
    /// <summary>The engine that gave the golden answer; <see langword="null"/>: the bundle has no golden sample.</summary>
    /// <param name="bundle">At its beginning; everything else about it has been verified.</param>
    /// <param name="path">The bundle's path, for messages.</param>
    /// <exception cref="RefusedBundleException">The answer is another one, or model or sample cannot be used.</exception>
    /// <exception cref="IOException">There is no room to unpack the bundle.</exception>
    public static EngineKind? Run(Stream bundle, BundleManifest manifest, string path)
    {
        if (!manifest.Files.Any(static file => file.Name is GoldenSample.PictureName or GoldenSample.AnswerName))
            return null;

        DirectoryInfo folder = Directory.CreateTempSubdirectory("edgevision-verify-");
        try
        {
            Bundle.Read(bundle, path, file => File.Create(Path.Combine(folder.FullName, file.Name)));
            ModelPackage package = ModelPackage.Open(folder.FullName);
            using GoldenSample sample = GoldenSample.Read(folder.FullName, package.Manifest);
            using IVisionTask task = Open(package, sample.MinimumScore, out EngineKind engine);
            if (sample.Check(task, sample.MinimumScore) is { } difference)
            {
                throw new RefusedBundleException(
                    $"{path}: its model does not give its golden answer on the engine {EngineNames.Of(engine)} here: {difference} "
                    + "Pack it again from where it was trained, or look at what differs between the two machines.");
            }

            return engine;
        }
        catch (Exception exception) when (exception is ModelFormatException or FileNotFoundException)
        {
            // They name files of the folder, which nobody knows who has the bundle.
            throw new RefusedBundleException(
                $"{path}: {exception.Message.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)}", exception);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The managed engine refuses a stranger's model in words; ONNX Runtime may end the process at it, so another process tries it first.</summary>
    private static IVisionTask Open(ModelPackage package, float? minimumScore, out EngineKind engine)
    {
        try
        {
            engine = EngineKind.Managed;
            return VisionTasks.Open(InferenceSessions.Load(package, new EngineOptions()), minimumScore);
        }
        catch (ModelFormatException)
        {
            engine = EngineKind.OnnxRuntime;
            string folder = Path.GetDirectoryName(package.ManifestPath)!;
            return ModelTrial.Open(new InferenceOptions { Model = folder, Engine = engine, MinimumScore = minimumScore });
        }
    }
}
