using System.Security.Cryptography;
using EdgeVision.TestKit;

namespace EdgeVision.Bundles.Tests;

/// <summary>What a stranger may send as a bundle, as its manifest and as its signature: each is refused by a <see cref="BundleException"/>, or good.</summary>
public sealed class HostileBundleTests
{
    private const int Rounds = 50_000;
    private const int SignatureRounds = 4_000;

    // A manifest of 64 KiB may list thousands of files before their number is looked at.
    private const long MaxAllocation = 4 << 20;

    private static readonly DateTimeOffset s_now = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly byte[] s_bundle = File.ReadAllBytes(Corpus.PathTo("door.bundle"));
    private static readonly byte[] s_signature = File.ReadAllBytes(Corpus.PathTo("door.bundle.sig"));
    private static readonly byte[][] s_manifests = [File.ReadAllBytes(Corpus.PathTo("full.json")), File.ReadAllBytes(Corpus.PathTo("least.json"))];

    [Fact]
    public void WhatTheHuntsBeginWith_IsGood()
    {
        using VerificationKey key = Key();
        BundleManifest manifest = Bundle.Read(new MemoryStream(s_bundle), "b");

        new BundlePolicy([key], requireSignature: true, new Version(1, 0)).Require(manifest, SHA256.HashData(s_bundle), s_signature, s_now, "b");
        Assert.All(s_manifests, static json => BundleManifestJson.Read(json, "b"));
    }

    [Fact]
    public void EveryHostileBundleIsRefusedInWordsOrGood()
    {
        double refused = Hunt.Run("bundle", Rounds, MaxAllocation, Make, static (bundle, _) => IsRefused(() =>
        {
            BundleManifest read = Bundle.Read(new MemoryStream(bundle), "b", static _ => new MemoryStream());
            Assert.All(read.Files, static file => Assert.True(BundleManifestJson.CanBeName(file.Name)));
        }));

        Assert.InRange(refused, 0.7, 0.99);

        static byte[] Make(Random random) => HostileTar.Make(s_bundle, s_manifests, random);
    }

    [Fact]
    public void EveryHostileManifestIsRefusedInWordsOrGood()
    {
        double refused = Hunt.Run("bundle.json", Rounds, MaxAllocation, Make, static (entry, _) => IsRefused(() =>
        {
            BundleManifest read = Bundle.ReadManifest(new MemoryStream(entry), "b");
            Assert.InRange(read.Files.Length, 1, BundleLimits.MaxFiles);
            Assert.InRange(read.Files.Sum(static file => file.Size), 0, BundleLimits.MaxBytes);
            // What is read can be written, and means the same.
            BundleManifest again = BundleManifestJson.Read(BundleManifestJson.Write(read), "b");
            Assert.Equal(read with { Files = [] }, again with { Files = [] });
        }));

        Assert.InRange(refused, 0.4, 0.98);

        static byte[] Make(Random random) => HostileTar.Entry(Bundle.ManifestName, HostileJson.Make(s_manifests, random));
    }

    [Fact]
    public void EveryHostileSignatureIsRefusedInWords()
    {
        using TemporaryFolder folder = new();
        using VerificationKey key = Key();
        BundlePolicy policy = new([key], requireSignature: true, new Version(1, 0));
        BundleManifest manifest = Bundle.Read(new MemoryStream(s_bundle), "b");
        byte[] hash = SHA256.HashData(s_bundle);
        string path = folder.PathTo("b.sig");

        double refused = Hunt.Run("signature", SignatureRounds, MaxAllocation, static random => HostileDer.Make(s_signature, random), (signature, _) =>
        {
            File.WriteAllBytes(path, signature);
            bool isRefused = IsRefused(() => policy.Require(manifest, hash, BundlePolicy.ReadSignature(path), s_now, "b"), folder.Path);
            Assert.True(isRefused || signature.AsSpan().SequenceEqual(s_signature), Convert.ToHexString(signature));
            return isRefused;
        });

        Assert.InRange(refused, 0.9, 1);
    }

    private static VerificationKey Key() => VerificationKey.Read(File.ReadAllText(Corpus.PathTo("fleet.pub")), "fleet.pub");

    private static bool IsRefused(Action read, string folder = "b")
    {
        try
        {
            read();
            return false;
        }
        catch (BundleException refusal)
        {
            string message = refusal.Message;
            Assert.True(message.StartsWith("b: ", StringComparison.Ordinal) || message.StartsWith(folder, StringComparison.Ordinal), message);
            Assert.DoesNotContain(refusal.Message, char.IsControl);
            Assert.InRange(refusal.Message.Length, 10, 1000);
            return true;
        }
    }
}
