using System.Security.Cryptography;

namespace EdgeVision.Bundles;

/// <summary>The public half of a key that bundles are signed with: ECDSA over the curve P-256 and SHA-256 (FIPS 186-5). Thread-safe.</summary>
public sealed class VerificationKey : IDisposable
{
    private const int IdDigits = 16;

    private readonly ECDsa _key;
    private readonly Lock _gate = new();

    private VerificationKey(ECDsa key)
    {
        _key = key;
        Id = IdOf(key);
    }

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public string Id { get; }

    /// <summary>Reads a public key, or the public half of a private one.</summary>
    /// <param name="pem"><c>-----BEGIN PUBLIC KEY-----</c> (RFC 7468).</param>
    /// <param name="source">Where it is from, for messages.</param>
    /// <exception cref="FormatException">It is no such key.</exception>
    public static VerificationKey Read(string pem, string source) => new(ReadPem(pem, source));

    /// <summary>Whether a text can be an <see cref="Id"/>.</summary>
    public static bool CanBeId(string text) => text.Length == IdDigits && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether <paramref name="signature"/> is this key's, over bytes of this hash.</summary>
    /// <param name="hash">SHA-256 of what was signed.</param>
    /// <param name="signature">DER, as <c>openssl dgst -sha256 -sign</c> writes it (RFC 3279, 2.2.3).</param>
    public bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        lock (_gate)
            return _key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    internal static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..IdDigits];

    internal static ECDsa ReadPem(string pem, string source)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize == 256 && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new FormatException(
                $"{source}: it holds no key in PEM form ({exception.Message.TrimEnd('.')}); 'edgevision model keygen' makes one.", exception);
        }

        key.Dispose();
        throw new FormatException($"{source}: its key is not of the curve P-256; 'edgevision model keygen' makes one that is.");
    }
}
