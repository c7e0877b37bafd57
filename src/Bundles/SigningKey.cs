using System.Security.Cryptography;

namespace EdgeVision.Bundles;

/// <summary>A key that signs bundles. It belongs in a safe place, such as the secrets of a build, and never on a board.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key) => _key = key;

    /// <inheritdoc cref="VerificationKey.Id"/>
    public string Id => VerificationKey.IdOf(_key);

    /// <summary>A new key, of the system's random numbers.</summary>
    public static SigningKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a private key.</summary>
    /// <param name="pem"><c>-----BEGIN PRIVATE KEY-----</c> (RFC 7468), not encrypted.</param>
    /// <param name="source">Where it is from, for messages.</param>
    /// <exception cref="FormatException">It is no such key.</exception>
    public static SigningKey Read(string pem, string source)
    {
        if (!IsIn(pem))
            throw new FormatException($"{source}: it holds no private key; sign with the file that 'edgevision model keygen' named .key.");
        return new SigningKey(VerificationKey.ReadPem(pem, source));
    }

    /// <summary>Whether a text has a private key in PEM form, and not only a public one.</summary>
    public static bool IsIn(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return pem.Contains("PRIVATE KEY-----", StringComparison.Ordinal);
    }

    /// <summary>The private key as PEM.</summary>
    public string ToPem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>The public half as PEM, for boards.</summary>
    public string PublicToPem() => _key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>Signs bytes of a hash, so that <see cref="VerificationKey.Verify"/> and <c>openssl dgst -sha256 -verify</c> agree.</summary>
    /// <param name="hash">SHA-256 of what is to be signed.</param>
    public byte[] Sign(ReadOnlySpan<byte> hash) => _key.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
