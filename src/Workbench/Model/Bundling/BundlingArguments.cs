using System.CommandLine;
using EdgeVision.Bundles;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary>What the commands for bundles share.</summary>
internal static class BundlingArguments
{
    private const int MaxKeyBytes = 64 << 10;

    public static Argument<string> Bundle() =>
        new("BUNDLE") { Description = "A bundle, as 'edgevision model pack' writes it; its signature lies beside it, named BUNDLE.sig." };

    public static Option<bool> Force() => new("--force", "-f") { Description = "Overwrite files that are there already." };

    /// <summary>An action whose refusals of bundles are told as those of other files are.</summary>
    public static Func<ParseResult, int> Refusing(Func<ParseResult, int> action) => result =>
    {
        try
        {
            return action(result);
        }
        catch (BundleException refusal)
        {
            throw new RefusedBundleException(refusal);
        }
    };

    /// <summary>A small text file: a key.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="RefusedBundleException">It cannot be a key.</exception>
    public static string ReadKey(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such key; 'edgevision model keygen' makes one.", path);
        if (!RegularFile.HasBytes(path) || new FileInfo(path).Length > MaxKeyBytes)
            throw new RefusedBundleException($"{path}: it is no key, but empty, too large, or no regular file.");
        return File.ReadAllText(path);
    }

    /// <summary>Reads a key, or says why a file holds none.</summary>
    /// <exception cref="RefusedBundleException">It holds none.</exception>
    public static T Key<T>(string path, Func<string, string, T> read)
    {
        try
        {
            return read(ReadKey(path), path);
        }
        catch (FormatException exception)
        {
            throw new RefusedBundleException(exception.Message, exception);
        }
    }
}
