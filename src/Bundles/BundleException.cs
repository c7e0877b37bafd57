namespace EdgeVision.Bundles;

/// <summary>A bundle is refused. The message names the file, what is wrong with it and the next step.</summary>
public sealed class BundleException(BundleError error, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The kind of refusal.</summary>
    public BundleError Error => error;
}
