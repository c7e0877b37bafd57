namespace EdgeVision.Inference.Models;

/// <summary>A model file and the manifest beside it. The SHA-256 of the manifest is compared with the bytes that run, when a session opens them.</summary>
public sealed class ModelPackage
{
    private ModelPackage(ModelManifest manifest, string manifestPath, string modelPath)
    {
        Manifest = manifest;
        ManifestPath = manifestPath;
        File = new ModelFile(modelPath, manifest.Sha256, manifestPath);
    }

    /// <summary>What the manifest says.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>The manifest's file.</summary>
    public string ManifestPath { get; }

    /// <summary>The model's file, of the very bytes whose SHA-256 is the manifest's.</summary>
    public ModelFile File { get; }

    /// <summary>Where the model's file is.</summary>
    public string ModelPath => File.Path;

    /// <summary>
    /// Opens a folder with a <c>manifest.json</c>, or an <c>.onnx</c> file with <c>NAME.manifest.json</c> or <c>manifest.json</c> beside it.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no manifest or no model; the message says where it was looked for.</exception>
    /// <exception cref="ModelFormatException">The manifest says something impossible, or describes another file than <paramref name="path"/>.</exception>
    public static ModelPackage Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string manifestPath = FindManifest(path);
        ModelManifest manifest = new ManifestReader(manifestPath).Read();
        string modelPath = Path.Combine(Path.GetDirectoryName(manifestPath) ?? "", manifest.File);
        if (System.IO.File.Exists(path) && Path.GetFileName(path) != manifest.File)
            throw new ModelFormatException(manifestPath, null, $"$.file: is '{manifest.File}', so the manifest does not describe {Path.GetFileName(path)}");
        if (!System.IO.File.Exists(modelPath))
            throw new FileNotFoundException($"{modelPath}: there is no such model file, though {manifestPath} names it.", modelPath);

        if (!RegularFile.HasBytes(modelPath))
            throw new ModelFormatException(modelPath, null, "it is empty or no regular file");
        return new ModelPackage(manifest, manifestPath, modelPath);
    }

    /// <summary>Where the manifest of a model that is no folder lies: <c>NAME.manifest.json</c> beside <c>NAME.onnx</c>.</summary>
    internal static string ManifestPathOf(string modelPath)
    {
        const string Ending = ".onnx";
        return (modelPath.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? modelPath[..^Ending.Length] : modelPath) + ".manifest.json";
    }

    private static string FindManifest(string path)
    {
        string[] candidates = Directory.Exists(path)
            ? [Path.Combine(path, "manifest.json")]
            : [ManifestPathOf(path), Path.Combine(Path.GetDirectoryName(path) ?? "", "manifest.json")];
        if (!Path.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such model folder or file.", path);

        return Array.Find(candidates, System.IO.File.Exists)
            ?? throw new FileNotFoundException($"{path}: the model has no manifest; looked for {string.Join(" and ", candidates)}.", candidates[^1]);
    }
}
