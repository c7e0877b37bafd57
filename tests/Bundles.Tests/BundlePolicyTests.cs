using System.Diagnostics;
using System.Security.Cryptography;
using EdgeVision.TestKit;

namespace EdgeVision.Bundles.Tests;

public sealed class BundlePolicyTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] s_hash = SHA256.HashData("the bundle's bytes"u8);

    private readonly SigningKey _key = SigningKey.Generate();
    private readonly SigningKey _other = SigningKey.Generate();
    private readonly VerificationKey _trusted;
    private readonly TemporaryFolder _folder = new();

    public BundlePolicyTests() => _trusted = VerificationKey.Read(_key.PublicToPem(), "key");

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
        _trusted.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void TakesWhatATrustedKeySigned() => Policy().Require(Manifest(_key.Id), s_hash, _key.Sign(s_hash), s_now, "b");

    [Fact]
    public void TakesEitherKey_WhileOneTakesTheOthersPlace()
    {
        using VerificationKey second = VerificationKey.Read(_other.PublicToPem(), "key");
        var policy = new BundlePolicy([_trusted, second], requireSignature: true, new Version(0, 1, 0));

        policy.Require(Manifest(_key.Id), s_hash, _key.Sign(s_hash), s_now, "b");
        policy.Require(Manifest(_other.Id), s_hash, _other.Sign(s_hash), s_now, "b");
    }

    [Fact]
    public void RefusesASignatureOfAnotherKey() =>
        Refuses(BundleError.WrongSignature, "is not one of the key", Manifest(_key.Id), _other.Sign(s_hash));

    [Fact]
    public void RefusesASignatureOfOtherBytes() =>
        Refuses(BundleError.WrongSignature, "is not one of the key", Manifest(_key.Id), _key.Sign(SHA256.HashData("other bytes"u8)));

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("3006020100020100")]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    public void RefusesWhatIsNoSignature(string hex) =>
        Refuses(BundleError.WrongSignature, "is not one of the key", Manifest(_key.Id), Convert.FromHexString(hex));

    [Fact]
    public void RefusesAKeyThatIsNotTrusted() =>
        Refuses(
            BundleError.UnknownKey, $"signed with the key {_other.Id}, which is not trusted here; those that are: {_key.Id}.", Manifest(_other.Id),
            _other.Sign(s_hash));

    [Fact]
    public void RefusesWhatIsNotSigned()
    {
        Refuses(BundleError.NotSigned, "it has no signature", Manifest(null), null);
        Refuses(BundleError.NotSigned, "it has no signature", Manifest(_key.Id), null);
        Refuses(BundleError.NotSigned, "it has no signature", Manifest(null), _key.Sign(s_hash));
    }

    /// <summary>Who asks for no signature must still not be told that one is there which is not.</summary>
    [Fact]
    public void WhereNoneIsRequired_ASignatureMustStillBeRight()
    {
        var policy = new BundlePolicy([_trusted], requireSignature: false, new Version(0, 1, 0));

        policy.Require(Manifest(null), s_hash, null, s_now, "b");
        Assert.Equal(
            BundleError.WrongSignature,
            Assert.Throws<BundleException>(() => policy.Require(Manifest(_key.Id), s_hash, _other.Sign(s_hash), s_now, "b")).Error);
    }

    [Fact]
    public void RefusesWhatIsPastItsLastDay()
    {
        Refuses(
            BundleError.Expired, "it was to be used until 2026-11-28 11:59 UTC", Manifest(_key.Id) with { Expires = s_now.AddMinutes(-1) }, _key.Sign(s_hash));
        Policy().Require(Manifest(_key.Id) with { Expires = s_now }, s_hash, _key.Sign(s_hash), s_now, "b");
    }

    [Fact]
    public void RefusesWhatNeedsANewerDaemon()
    {
        Refuses(
            BundleError.TooNew, "it needs EdgeVision 0.2.0 or newer, and this is 0.1.0", Manifest(_key.Id) with { MinDaemon = new Version(0, 2, 0) },
            _key.Sign(s_hash));
        Policy().Require(Manifest(_key.Id) with { MinDaemon = new Version(0, 1, 0) }, s_hash, _key.Sign(s_hash), s_now, "b");
    }

    /// <summary>A pipeline that builds models may have openssl and no EdgeVision.</summary>
    [Fact]
    public void OpensslAgrees_BothWays()
    {
        File.WriteAllText(_folder.PathTo("key"), _key.ToPem());
        File.WriteAllText(_folder.PathTo("key.pub"), _key.PublicToPem());
        File.WriteAllBytes(_folder.PathTo("bundle"), "the bundle's bytes"u8);
        File.WriteAllBytes(_folder.PathTo("ours"), _key.Sign(s_hash));

        Assert.Equal("Verified OK", Openssl("dgst", "-sha256", "-verify", "key.pub", "-signature", "ours", "bundle"));
        Openssl("dgst", "-sha256", "-sign", "key", "-out", "theirs", "bundle");
        Assert.True(_trusted.Verify(s_hash, File.ReadAllBytes(_folder.PathTo("theirs"))));
    }

    [Theory]
    [InlineData("", "key: it holds no key in PEM form")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "key: it holds no key in PEM form")]
    public void NamesWhatIsNoKey(string pem, string words) =>
        Assert.StartsWith(words, Assert.Throws<FormatException>(() => VerificationKey.Read(pem, "key")).Message, StringComparison.Ordinal);

    [Fact]
    public void RefusesOtherCurves_AndPublicKeysToSignWith()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.StartsWith(
            "key: its key is not of the curve P-256",
            Assert.Throws<FormatException>(() => VerificationKey.Read(other.ExportSubjectPublicKeyInfoPem(), "key")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "key: it holds no private key", Assert.Throws<FormatException>(() => SigningKey.Read(_key.PublicToPem(), "key")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AKeyReadAgain_IsTheSame()
    {
        using SigningKey again = SigningKey.Read(_key.ToPem(), "key");

        Assert.Equal((_key.Id, _trusted.Id), (again.Id, again.Id));
        Policy().Require(Manifest(again.Id), s_hash, again.Sign(s_hash), s_now, "b");
    }

    private static BundleManifest Manifest(string? keyId) => new() { Name = "n", Version = "1", Sequence = 1, KeyId = keyId, Files = [] };

    private BundlePolicy Policy() => new([_trusted], requireSignature: true, new Version(0, 1, 0));

    private void Refuses(BundleError error, string words, BundleManifest manifest, byte[]? signature)
    {
        BundleException refusal = Assert.Throws<BundleException>(() => Policy().Require(manifest, s_hash, signature, s_now, "b"));

        Assert.Equal(error, refusal.Error);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    private string Openssl(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }
}
