namespace EdgeVision.Bundles;

/// <summary>Why a bundle is refused. A program may act on the name; a person reads the exception's sentence.</summary>
public enum BundleError
{
    /// <summary>The file is no bundle, or one that was cut off.</summary>
    Malformed,

    /// <summary>The bundle, one of its files or their number is over a limit.</summary>
    Oversized,

    /// <summary>There is no signature, and one is required.</summary>
    NotSigned,

    /// <summary>The bundle names a key that is not trusted here.</summary>
    UnknownKey,

    /// <summary>The signature is not one of the key that the bundle names, over these bytes.</summary>
    WrongSignature,

    /// <summary>A file in the bundle is not the one its manifest describes.</summary>
    Tampered,

    /// <summary>The bundle is past its last day.</summary>
    Expired,

    /// <summary>The bundle needs a newer daemon.</summary>
    TooNew,
}
