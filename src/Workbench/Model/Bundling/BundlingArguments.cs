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

    /// <summary>Reads a key, or says why a file holds none.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="RefusedBundleException">It holds none.</exception>
    public static T Key<T>(string path, Func<string, string, T> read)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"{path}: there is no such key; 'edgevision model keygen' makes one.", path);
        if (!RegularFile.HasBytes(path) || new FileInfo(path).Length > MaxKeyBytes)
            throw new RefusedBundleException($"{path}: it is no key, but empty, too large, or no regular file.");

        try
        {
            return read(File.ReadAllText(path), path);
        }
        catch (FormatException exception)
        {
            throw new RefusedBundleException(exception.Message, exception);
        }
    }
}
