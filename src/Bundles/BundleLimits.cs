namespace EdgeVision.Bundles;

/// <summary>What a bundle may be at most; more is refused before it is read.</summary>
public static class BundleLimits
{
    /// <summary>Bytes of the whole file.</summary>
    public const long MaxBytes = 512L << 20;

    /// <summary>Files in it, its own manifest not counted.</summary>
    public const int MaxFiles = 16;

    /// <summary>Bytes of its own manifest.</summary>
    public const int MaxManifestBytes = 64 << 10;

    /// <summary>Characters of a name, version or file's name.</summary>
    public const int MaxNameLength = 100;
}
