using EdgeVision.Bundles;

namespace EdgeVision.Workbench.Model.Bundling;

/// <summary>The key that a new bundle names, and signs where the file holds its private half.</summary>
internal sealed class BundleKey : IDisposable
{
    private readonly SigningKey? _signer;

    private BundleKey(string id, SigningKey? signer) => (Id, _signer) = (id, signer);

    /// <inheritdoc cref="VerificationKey.Id"/>
    public string Id { get; }

    /// <summary>Reads either half.</summary>
    /// <exception cref="FormatException">It is no key.</exception>
    public static BundleKey Read(string pem, string source)
    {
        if (SigningKey.IsIn(pem))
        {
            SigningKey signer = SigningKey.Read(pem, source);
            return new BundleKey(signer.Id, signer);
        }

        using VerificationKey key = VerificationKey.Read(pem, source);
        return new BundleKey(key.Id, null);
    }

    /// <summary>The signature of bytes of this hash; <see langword="null"/>: only the public half is here.</summary>
    public byte[]? TrySign(ReadOnlySpan<byte> hash) => _signer?.Sign(hash);

    public void Dispose() => _signer?.Dispose();
}
