using System.Security.Cryptography;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Models;

namespace EdgeVision.EdgeAgent.Hosting.Checks;

/// <summary>
/// Whether the model is there, is the one its manifest describes, and can give what the configuration asks for. Does not load it: the running daemon's
/// takes memory enough.
/// </summary>
internal sealed class ModelCheck(EdgeVisionOptions options, ConfigurationFindings findings)
{
    private const string Setting = "$.inference.model";

    /// <summary>Reports everything.</summary>
    public void Check()
    {
        // What comes by the store is looked at when it comes; until then another one runs, and nothing keeps the daemon from starting.
        if (options.Inference.Model.IsBundle)
            return;

        try
        {
            ModelPackage package = ModelPackage.Open(InstalledModels.Locate(options.Inference.Model.Place));
            Verify(package);
            new ModelCompatibilityValidator(options, package.Manifest, findings).Check();
        }
        catch (UnauthorizedAccessException e)
        {
            findings.Error(Setting, $"cannot be read by user {Environment.UserName}: {e.Message}");
        }
        catch (Exception e) when (e is ModelFormatException or IOException or ArgumentException)
        {
            findings.Error(Setting, e.Message);
        }
    }

    private void Verify(ModelPackage package)
    {
        using FileStream file = File.OpenRead(package.ModelPath);
        string found = Convert.ToHexStringLower(SHA256.HashData(file));
        if (found != package.Manifest.Sha256)
        {
            findings.Error(
                Setting,
                $"the SHA-256 of {package.ModelPath} is {found}, but {package.ManifestPath} says {package.Manifest.Sha256}; "
                + "one of the two files is not the right one.");
        }
    }
}
