using EdgeVision.Bundles;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary>A bundle or a key that a command was given is refused.</summary>
internal sealed class RefusedBundleException : BadInputException
{
    /// <summary>For the reason that the bundle's own exception has.</summary>
    public RefusedBundleException(BundleException refusal)
        : base(refusal.Message, refusal)
    {
    }

    /// <summary>For a reason of the command's.</summary>
    public RefusedBundleException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
