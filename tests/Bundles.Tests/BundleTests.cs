using System.Formats.Tar;
using System.Text;
using EdgeVision.TestKit;

namespace EdgeVision.Bundles.Tests;

public sealed class BundleTests : IDisposable
{
    private static readonly BundleManifest s_manifest = new()
    {
        Name = "doorbell",
        Version = "1.4.0",
        Sequence = 7,
        Expires = new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero),
        MinDaemon = new Version(0, 1, 0),
        KeyId = "0123456789abcdef",
        Files = [],
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsWritten_IsReadAsItWas()
    {
        byte[] bundle = Make(out BundleManifest written);
        var files = new Dictionary<string, MemoryStream>();

        BundleManifest read = Bundle.Read(new MemoryStream(bundle), "b", file => files[file.Name] = new MemoryStream());

        Assert.Equal(written with { Files = [] }, read with { Files = [] });
        Assert.Equal(written.Files.AsEnumerable(), read.Files.AsEnumerable());
        Assert.Equal(["manifest.json", "model.onnx", "empty"], files.Keys);
        Assert.Equal(File.ReadAllBytes(_folder.PathTo("model.onnx")), files["model.onnx"].ToArray());
        Assert.Equal("{}", Encoding.UTF8.GetString(files["manifest.json"].ToArray()));
        Assert.Empty(files["empty"].ToArray());
    }

    [Fact]
    public void TheSameFiles_GiveTheSameBytes() => Assert.Equal(Make(out _), Make(out _));

    /// <summary>Whoever has no EdgeVision at hand looks into it with tar.</summary>
    [Fact]
    public void IsAnArchiveThatOthersRead()
    {
        using var reader = new TarReader(new MemoryStream(Make(out _)));
        var names = new List<string>();
        while (reader.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
            Assert.Equal(
                (TarEntryType.RegularFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead),
                (entry.EntryType, entry.Mode));
        }

        Assert.Equal(["bundle.json", "manifest.json", "model.onnx", "empty"], names);
    }

    [Fact]
    public void ReadsWhatOthersArchived()
    {
        Make(out BundleManifest manifest);
        File.WriteAllBytes(_folder.PathTo("bundle.json"), BundleManifestJson.Write(manifest));
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (string name in (string[])["bundle.json", "manifest.json", "model.onnx", "empty"])
                writer.WriteEntry(_folder.PathTo(name), name);
        }

        archive.Position = 0;

        Assert.Equal("doorbell", Bundle.Read(archive, "b").Name);
    }

    [Fact]
    public void RefusesAFileThatIsNotTheOneDescribed()
    {
        byte[] bundle = Make(out _);
        // The first byte of model.onnx, behind two headers and contents of less than a block each.
        bundle[Array.LastIndexOf(bundle, (byte)0xab)] ^= 1;

        BundleException refusal = Assert.Throws<BundleException>(() => Bundle.Read(new MemoryStream(bundle), "b.bundle"));

        Assert.Equal(BundleError.Tampered, refusal.Error);
        Assert.StartsWith("b.bundle: the SHA-256 of model.onnx is ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesWhatWasCutOff_WhereverThatWas()
    {
        byte[] bundle = Make(out _);
        for (int length = 0; length < bundle.Length; length += 97)
        {
            BundleException refusal = Assert.Throws<BundleException>(() => Bundle.Read(new MemoryStream(bundle, 0, length), "b"));
            Assert.Equal((BundleError.Malformed, "b: it was cut off."), (refusal.Error, refusal.Message));
        }
    }

    [Fact]
    public void RefusesBytesThatNoHashCovers()
    {
        byte[] bundle = Make(out _);

        BundleException refusal = Assert.Throws<BundleException>(() => Bundle.Read(new MemoryStream([.. bundle, 1]), "b"));

        Assert.Equal("b: it has something behind the files that bundle.json names.", refusal.Message);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Directory)]
    [InlineData(TarEntryType.Fifo)]
    public void RefusesWhatIsNoPlainFile(TarEntryType kind)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            var entry = new UstarTarEntry(kind, "bundle.json");
            if (kind is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                entry.LinkName = "/etc/passwd";
            writer.WriteEntry(entry);
        }

        archive.Position = 0;

        Assert.Equal(
            "b: it is no bundle: no plain file begins where bundle.json is to be.", Assert.Throws<BundleException>(() => Bundle.Read(archive, "b")).Message);
    }

    [Theory]
    [InlineData("../escape")]
    [InlineData("/etc/passwd")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("ü")]
    [InlineData("")]
    public void RefusesNamesThatLeadElsewhere(string name)
    {
        byte[] json = BundleManifestJson.Write(s_manifest with { Files = [new BundledFile(name, 1, new string('0', 64))] });

        BundleException refusal = Assert.Throws<BundleException>(() => BundleManifestJson.Read(json, "b"));

        Assert.StartsWith("b: bundle.json: $.files[0].name: is '", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, BundleError, string> Manifests => new()
    {
        { "null", BundleError.Malformed, "b: bundle.json must be an object, not null." },
        { "{", BundleError.Malformed, "b: bundle.json: $: it is no manifest of a bundle (line 1)." },
        {
            Document("\"schema\": \"edgevision.bundle/2\""),
            BundleError.Malformed,
            "b: bundle.json: $.schema: is 'edgevision.bundle/2'; this version reads edgevision.bundle/1."
        },
        { Document("\"sequence\": 0"), BundleError.Malformed, "b: bundle.json: $.sequence: is 0; it begins with 1." },
        { Document("\"expires\": \"soon\""), BundleError.Malformed, "b: bundle.json: $.expires: is 'soon'; write it as 2027-01-31T00:00:00Z." },
        { Document("\"minDaemon\": \"new\""), BundleError.Malformed, "b: bundle.json: $.minDaemon: is 'new'; write it as 1.2.0." },
        { Document("\"keyId\": \"0123\""), BundleError.Malformed, "b: bundle.json: $.keyId: must be 16 lower-case hexadecimal digits." },
        { Document("\"files\": []"), BundleError.Malformed, "b: bundle.json: $.files: has 0 files; a bundle has 1 to 16." },
        { Document("\"exec\": \"rm\""), BundleError.Malformed, "b: bundle.json: $.exec: it is no manifest of a bundle (line 1)." },
        {
            Document("\"files\": [{ \"name\": \"a\", \"size\": 9223372036854775807, \"sha256\": \"" + new string('0', 64) + "\" }]"),
            BundleError.Oversized,
            "b: its files have more than 512 MiB together."
        },
    };

    [Theory, MemberData(nameof(Manifests))]
    public void NamesWhatIsWrongWithAManifest(string json, BundleError error, string words)
    {
        BundleException refusal = Assert.Throws<BundleException>(() => BundleManifestJson.Read(Encoding.UTF8.GetBytes(json), "b"));

        Assert.Equal((error, words), (refusal.Error, refusal.Message));
    }

    /// <summary>A header may claim any size: what is there decides how much memory that takes.</summary>
    [Fact]
    public void TakesNoMemoryForASizeThatIsOnlyClaimed()
    {
        byte[] header = new byte[TarHeader.BlockLength];
        TarHeader.Write(header, "bundle.json", (1L << 33) - 1);
        long before = GC.GetAllocatedBytesForCurrentThread();

        BundleException refusal = Assert.Throws<BundleException>(() => Bundle.Read(new MemoryStream(header), "b"));

        Assert.Equal(BundleError.Oversized, refusal.Error);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
    }

    private static string Document(string property)
    {
        string[] all =
        [
            "\"schema\": \"edgevision.bundle/1\"", "\"name\": \"n\"", "\"version\": \"1\"", "\"sequence\": 1",
            "\"files\": [{ \"name\": \"a\", \"size\": 1, \"sha256\": \"" + new string('0', 64) + "\" }]",
        ];
        string name = property[..property.IndexOf(':', StringComparison.Ordinal)];
        return $"{{ {string.Join(", ", all.Where(other => !other.StartsWith(name, StringComparison.Ordinal)).Append(property))} }}";
    }

    private byte[] Make(out BundleManifest written)
    {
        File.WriteAllText(_folder.PathTo("manifest.json"), "{}");
        byte[] model = [0xab, .. Enumerable.Repeat((byte)0xcd, 1500)];
        File.WriteAllBytes(_folder.PathTo("model.onnx"), model);
        File.WriteAllBytes(_folder.PathTo("empty"), []);
        using var bundle = new MemoryStream();
        string[] names = ["manifest.json", "model.onnx", "empty"];
        written = Bundle.Write(bundle, s_manifest, [.. names.Select(name => (name, _folder.PathTo(name)))]);
        return bundle.ToArray();
    }
}
