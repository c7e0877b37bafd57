namespace EdgeVision.Bundles;

/// <summary>What a machine asks of a bundle before it takes it.</summary>
/// <param name="keys">Those it trusts; several, so that one can take another's place.</param>
/// <param name="requireSignature">Whether a bundle without a signature is refused.</param>
/// <param name="daemon">The version that would run it.</param>
public sealed class BundlePolicy(IReadOnlyCollection<VerificationKey> keys, bool requireSignature, Version daemon)
{
    private const int MaxSignatureBytes = 256;

    /// <summary>Holds a bundle against the policy.</summary>
    /// <param name="manifest">What it says of itself.</param>
    /// <param name="hash">The SHA-256 of the whole file.</param>
    /// <param name="signature">DER; <see langword="null"/>: there is none.</param>
    /// <param name="source">The bundle's path, for messages.</param>
    /// <exception cref="BundleException">It is refused.</exception>
    public void Require(BundleManifest manifest, ReadOnlySpan<byte> hash, byte[]? signature, DateTimeOffset now, string source)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        // Whose word it is comes first: nothing else that it says counts before.
        if (signature is not null || requireSignature || manifest.KeyId is not null)
            RequireSignature(manifest, hash, signature, source);
        if (manifest.Expires < now)
            throw new BundleException(
                BundleError.Expired,
                $"{source}: it was to be used until {manifest.Expires:yyyy-MM-dd HH:mm} UTC; ask for a newer one, or look at this machine's clock.");
        if (manifest.MinDaemon > daemon)
            throw new BundleException(BundleError.TooNew, $"{source}: it needs EdgeVision {manifest.MinDaemon} or newer, and this is {daemon}; upgrade first.");
    }

    /// <summary>Reads a signature's file; <see langword="null"/>: there is none.</summary>
    /// <exception cref="BundleException">It is far too large for one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[]? ReadSignature(string path)
    {
        if (!File.Exists(path))
            return null;

        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[MaxSignatureBytes + 1];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > MaxSignatureBytes)
            throw new BundleException(BundleError.WrongSignature, $"{path}: it is larger than {MaxSignatureBytes} bytes; that is no signature.");
        return bytes[..length];
    }

    private void RequireSignature(BundleManifest manifest, ReadOnlySpan<byte> hash, byte[]? signature, string source)
    {
        if (manifest.KeyId is null || signature is null)
            throw new BundleException(BundleError.NotSigned, $"{source}: it has no signature; sign it with 'edgevision model sign'.");

        VerificationKey key = keys.FirstOrDefault(key => key.Id == manifest.KeyId)
            ?? throw new BundleException(
                BundleError.UnknownKey,
                $"{source}: it is signed with the key {manifest.KeyId}, which is not trusted here; "
                + $"{(keys.Count == 0 ? "no key is" : $"those that are: {string.Join(", ", keys.Select(static key => key.Id))}")}.");
        if (!key.Verify(hash, signature))
            throw new BundleException(
                BundleError.WrongSignature,
                $"{source}: its signature is not one of the key {key.Id} over these bytes; get both again from where they were made.");
    }
}
