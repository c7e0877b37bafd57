using System.Security.Cryptography;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Optimization;

namespace EdgeVision.Workbench.Networks;

/// <summary>Writes networks as ONNX files, each with its manifest beside it. Whoever reads meanwhile sees the old file or the new one, never a part.</summary>
public static class NetworkFile
{
    /// <summary>The manifest's place for the model at <paramref name="modelPath"/>, where <see cref="ModelPackage.Open"/> looks for it.</summary>
    public static string ManifestPathOf(string modelPath) => ModelPackage.ManifestPathOf(modelPath);

    /// <summary>Writes <paramref name="design"/> with random weights.</summary>
    /// <param name="seed">The same one gives the same file.</param>
    /// <param name="overwrite">Whether files that are there already may go.</param>
    /// <exception cref="ArgumentException">A value of the design is out of range, or it has too many parameters.</exception>
    /// <exception cref="FileExistsException">A file is there already.</exception>
    /// <exception cref="IOException">A file cannot be written; those that were there before still are.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(NetworkDesign design, int seed, string path, bool overwrite)
    {
        RequireRoom(design);
        using ComputationGraph graph = NetworkGraph.Build(design, new RandomWeights(seed));
        Write(design, graph, path, overwrite, new ManifestOrigin("NONE", $"EdgeVision, {design.Family.Source}; random weights of seed {seed}, not trained"));
    }

    /// <summary>
    /// Writes <paramref name="design"/> with the weights of another ONNX file: by name where it is one of ours, else by the shapes of
    /// layers and of those around them.
    /// </summary>
    /// <param name="overwrite">Whether files that are there already may go.</param>
    /// <exception cref="ArgumentException">A value of the design is out of range, or it has too many parameters.</exception>
    /// <exception cref="ModelFormatException">The file of the weights cannot be used, or holds another network.</exception>
    /// <exception cref="FileExistsException">A file is there already.</exception>
    /// <exception cref="IOException">A file cannot be read or written; those that were there before still are.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(NetworkDesign design, string weightsPath, string path, bool overwrite)
    {
        RequireRoom(design);
        using ComputationGraph given = OnnxModelReader.Load(new ModelFile(weightsPath));
        GraphOptimizer.Default.Optimize(given);
        using ComputationGraph wanted = NetworkGraph.Build(design, new ZeroWeights());
        GraphOptimizer.Default.Optimize(wanted);
        using ComputationGraph graph = NetworkGraph.Build(design, Match(given, wanted, weightsPath));
        Write(design, graph, path, overwrite,
            new ManifestOrigin("NOASSERTION", $"EdgeVision, {design.Family.Source}; weights of {Path.GetFileName(weightsPath)}"));
    }

    // Counted before there are weights, which memory may not hold.
    private static void RequireRoom(NetworkDesign design) => NetworkLayers.Of(design);

    private static GraphWeights Match(ComputationGraph given, ComputationGraph wanted, string weightsPath)
    {
        try
        {
            return new GraphWeights(given, wanted);
        }
        catch (WeightsException exception)
        {
            throw new ModelFormatException(weightsPath, null, exception.Message, exception);
        }
    }

    private static void Write(NetworkDesign design, ComputationGraph graph, string path, bool overwrite, ManifestOrigin origin)
    {
        string manifestPath = ManifestPathOf(path);
        if (!overwrite)
        {
            foreach (string file in (ReadOnlySpan<string>)[path, manifestPath])
            {
                if (File.Exists(file))
                    throw new FileExistsException(file);
            }
        }

        // A model without its own manifest is none, so neither file gets its name before both are on the disk.
        ReadOnlySpan<byte> bytes = OnnxModelWriter.Write(graph);
        using PendingFile model = PendingFile.Write(path, bytes);
        using PendingFile manifest = PendingFile.Write(
            manifestPath, ManifestWriter.Write(NetworkManifest.Of(design, Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(bytes)), origin)));
        model.Publish(overwrite);
        manifest.Publish(overwrite);
    }
}
