namespace EdgeVision.EdgeAgent.Models;

/// <summary>Finds the model a person means.</summary>
internal static class InstalledModels
{
    /// <summary>The model of whoever names none.</summary>
    public const string Default = "ssdlite-mobilenet-v2-coco";

    /// <summary>The folder beside the program that holds one folder a model.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>Names of the models that came with the program, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names =>
        Directory.Exists(Folder) ? [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)] : [];

    /// <summary>The folder or .onnx file that <paramref name="nameOrPath"/> means; what exists as a path wins over a name.</summary>
    /// <exception cref="FileNotFoundException">Neither a path nor a name; the message lists the names there are.</exception>
    public static string Locate(string nameOrPath)
    {
        if (Directory.Exists(nameOrPath) || File.Exists(nameOrPath))
            return Path.GetFullPath(nameOrPath);

        if (Names.Contains(nameOrPath, StringComparer.Ordinal))
            return Path.Combine(Folder, nameOrPath);

        throw new FileNotFoundException(
            $"There is no model '{nameOrPath}': "
            + $"it is neither a file or folder nor one of the installed models ({(Names.Count > 0 ? string.Join(", ", Names) : $"none in {Folder}")}).");
    }
}
